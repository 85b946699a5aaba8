#include <charconv>

#include "mockidp/http/head_reader.h"
#include "mockidp/http/text.h"

namespace http {
namespace {

using protocol::fail;

constexpr std::size_t kMaxSizeLine = 256;  // with its extension, which nobody reads
constexpr std::size_t kMaxTrailers = 8 * 1024;
constexpr std::size_t kMaxSizeDigits = 8;

struct SizeLine {
  std::size_t size = 0;
  std::size_t line_bytes = 0;
};

std::variant<SizeLine, NeedMore, BadHead> read_size_line(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  if (std::min(end, bytes.size()) > kMaxSizeLine) return BadHead{400, "A chunk's size line is too long"};
  if (end == bytes.npos) return NeedMore{};
  if (end == 0 || bytes[end - 1] != '\r') return BadHead{400, "A chunk's size line ends without CR"};
  const std::string_view line = bytes.substr(0, end - 1);
  const std::string_view digits = line.substr(0, line.find_first_of("; \t"));
  SizeLine read{0, end + 1};
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), read.size, 16);
  const bool is_number = !digits.empty() && digits.front() != '-' && stop == digits.data() + digits.size();
  const std::string_view extension = trim_blanks(line.substr(digits.size()));
  if (!is_number || !is_field_value(line) || (!extension.empty() && extension.front() != ';')) {
    return BadHead{400, "A chunk's size is malformed"};
  }
  if (error != std::errc{} || digits.size() > kMaxSizeDigits) return BadHead{413, "The body is too large"};
  return read;
}

// The bytes up to and with the empty line that ends them; 0 while it has not come.
protocol::Result<std::size_t, BadHead> trailer_bytes(std::string_view bytes) {
  std::size_t read = 0;
  for (;;) {
    const std::size_t end = bytes.find('\n', read);
    if (std::min(end, bytes.size()) > kMaxTrailers) return fail(BadHead{431, "The trailers are too long"});
    if (end == bytes.npos) return std::size_t{0};
    if (end == read || bytes[end - 1] != '\r') return fail(BadHead{400, "A trailer line ends without CR"});
    const bool is_last = end == read + 1;
    read = end + 1;
    if (is_last) return read;
  }
}

}  // namespace

protocol::Result<ChunkedBody, BadHead> read_chunked(std::string_view bytes, std::size_t max_body_bytes) {
  ChunkedBody body;
  for (;;) {
    const std::string_view rest = bytes.substr(body.consumed);
    const auto line = read_size_line(rest);
    if (const BadHead* bad = std::get_if<BadHead>(&line)) return fail(*bad);
    if (std::holds_alternative<NeedMore>(line)) return body;
    const auto [size, line_bytes] = std::get<SizeLine>(line);
    if (size == 0) {
      const auto trailers = trailer_bytes(rest.substr(line_bytes));
      if (!trailers) return fail(trailers.error());
      body.complete = *trailers > 0;
      if (body.complete) body.consumed += line_bytes + *trailers;
      return body;
    }
    if (size > max_body_bytes - body.body.size()) return fail(BadHead{413, "The body is too large"});
    if (rest.size() < line_bytes + size + 2) return body;
    if (rest.substr(line_bytes + size, 2) != "\r\n")
      return fail(BadHead{400, "A chunk is longer than its size"});
    body.body.append(rest.substr(line_bytes, size));
    body.consumed += line_bytes + size + 2;
  }
}

}  // namespace http
