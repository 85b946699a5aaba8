#include "mockidp/http/request_reader.h"

#include <utility>

namespace http {

void RequestReader::add(std::string_view bytes) {
  bytes_.append(bytes);
  nothing_new_ = bytes.empty() && nothing_new_;
}

RequestReader::Stage RequestReader::stage() const {
  if (head_) return Stage::body;
  return bytes_.empty() ? Stage::idle : Stage::head;
}

bool RequestReader::take_continue_wish() { return std::exchange(wants_continue_, false); }

std::variant<RequestReader::Ready, NeedMore, BadHead> RequestReader::next() {
  if (nothing_new_) return NeedMore{};
  if (head_) return read_body();
  auto head = read_head(bytes_, limits_.head);
  if (!head) {
    if (const BadHead* bad = std::get_if<BadHead>(&head.error())) return *bad;
    nothing_new_ = true;
    return NeedMore{};
  }
  if (head->content_length.value_or(0) > limits_.max_body_bytes) return BadHead{413, "The body is too large"};
  drop(head->head_bytes);
  if (!head->chunked && head->content_length.value_or(0) == 0) {
    nothing_new_ = bytes_.empty();
    return Ready{std::move(head->request), head->keep_alive};
  }
  head_ = std::make_unique<Head>(std::move(*head));
  auto read = read_body();
  // RFC 9110 10.1.1: who has sent the body already is not told to go on.
  wants_continue_ = std::holds_alternative<NeedMore>(read) && head_->expect_continue && bytes_.empty();
  return read;
}

std::variant<RequestReader::Ready, NeedMore, BadHead> RequestReader::read_body() {
  std::string& body = head_->request.body;
  if (head_->chunked) {
    auto chunks = read_chunked(bytes_, limits_.max_body_bytes - body.size());
    if (!chunks) return chunks.error();
    body.append(chunks->body);
    drop(chunks->consumed);
    if (chunks->complete) return finish();
  } else {
    const std::size_t length = head_->content_length.value_or(0);
    if (bytes_.size() >= length) {
      body = bytes_.substr(0, length);
      drop(length);
      return finish();
    }
  }
  nothing_new_ = true;
  return NeedMore{};
}

std::variant<RequestReader::Ready, NeedMore, BadHead> RequestReader::finish() {
  const std::unique_ptr<Head> head = std::move(head_);
  wants_continue_ = false;
  nothing_new_ = bytes_.empty();
  return Ready{std::move(head->request), head->keep_alive};
}

// An idle connection keeps no memory for bytes.
void RequestReader::drop(std::size_t count) {
  if (count < bytes_.size()) {
    bytes_.erase(0, count);
  } else {
    std::string().swap(bytes_);  // assigning an empty string would keep the memory
  }
}

}  // namespace http
