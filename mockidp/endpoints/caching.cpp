#include "mockidp/endpoints/caching.h"

#include <ctime>

#include "mockidp/protocol/bytes.h"

namespace mockidp {
namespace {

// RFC 9110 13.1.2: a list, compared weakly, or "*".
bool has_etag(std::string_view if_none_match, std::string_view etag) {
  return if_none_match == "*" || if_none_match.find(etag) != std::string_view::npos;
}

}  // namespace

ReadyDocument make_ready(std::uint64_t revision, std::string body) {
  const protocol::Digest digest = protocol::sha256(body);
  std::string etag = '"' + protocol::base64url_encode(protocol::as_view(digest).substr(0, 12)) + '"';
  return {revision, std::move(body), std::move(etag)};
}

std::shared_ptr<const ReadyDocument> ReadyDocuments::get(std::string_view name, std::uint64_t revision,
                                                         const std::function<std::string()>& render) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = documents_.find(name);
    if (found != documents_.end() && found->second->revision == revision) return found->second;
  }
  auto fresh = std::make_shared<const ReadyDocument>(make_ready(revision, render()));
  const std::lock_guard lock(mutex_);
  documents_.insert_or_assign(std::string(name), fresh);
  return fresh;
}

http::Response answer_document(const Exchange& exchange, const ReadyDocument& document,
                               std::chrono::seconds max_age) {
  const bool unchanged = has_etag(exchange.request.header("If-None-Match"), document.etag);
  http::Response response;
  response.headers.reserve(12);
  response.status = unchanged ? 304 : 200;
  if (!unchanged) {
    response.add("Content-Type", "application/json");
    response.body = document.body;
  }
  std::string how_long;
  how_long.reserve(48);
  how_long.append("max-age=").append(std::to_string(max_age.count())).append(", must-revalidate");
  response.add("Cache-Control", std::move(how_long));
  response.add("Expires", http_date(exchange.now + max_age));
  response.add("ETag", document.etag);
  return response;
}

// The documents of a second expire in the same one.
std::string http_date(protocol::TimePoint at) {
  thread_local std::time_t last = -1;
  thread_local std::string text;
  const std::time_t seconds = protocol::to_unix(at);
  if (seconds == last && !text.empty()) return text;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char written[40];
  const std::size_t length = std::strftime(written, sizeof written, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  text.assign(written, length);
  last = seconds;
  return text;
}

}  // namespace mockidp
