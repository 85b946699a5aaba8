#include "mockidp/http/head_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "mockidp/http/text.h"

namespace http {
namespace {

using protocol::fail;
using Refusal = std::optional<BadHead>;  // empty: nothing to object to

enum class Version { http_1_0, http_1_1 };  // what they share with later 1.x is all we need

constexpr std::string_view kEndOfLine = "\r\n";
constexpr std::array<std::string_view, 8> kMethods = {"GET",   "HEAD",   "POST",    "PUT",
                                                      "PATCH", "DELETE", "OPTIONS", "TRACE"};
constexpr std::size_t kLongestMethod = 16;  // of those refused with 501; anything longer is no method

bool line_ends_are_whole(std::string_view bytes) {
  for (std::size_t at = bytes.find('\n'); at != bytes.npos; at = bytes.find('\n', at + 1)) {
    if (at == 0 || bytes[at - 1] != '\r') return false;
  }
  return true;
}

std::size_t target_length(std::string_view request_line) {
  const std::size_t blank = request_line.find(' ');
  if (blank == request_line.npos) return 0;
  return std::min(request_line.find(' ', blank + 1), request_line.size()) - blank - 1;
}

// What can be said against a head before its blank line has come: so that nobody waits for a head that cannot
// become one, and none grows without end.
Refusal refuse_early(std::string_view bytes, const HeadLimits& limits) {
  if (!kTokenCharacters.has(bytes.front())) return BadHead{400, "This is not an HTTP request"};
  if (!line_ends_are_whole(bytes)) return BadHead{400, "A line ends without CR"};
  const std::string_view first_line = bytes.substr(0, bytes.find(kEndOfLine));
  if (target_length(first_line) > limits.max_target_bytes)
    return BadHead{414, "The request target is too long"};
  if (bytes.size() > limits.max_head_bytes) return BadHead{431, "The request head is too long"};
  return std::nullopt;
}

Refusal read_method(std::string_view method, Request& request) {
  if (!is_token(method) || method.size() > kLongestMethod) return BadHead{400, "The method is malformed"};
  if (std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end()) {
    return BadHead{501, "This method is not implemented"};
  }
  request.method = method;
  return std::nullopt;
}

Refusal read_version(std::string_view text, Version& version) {
  const bool well_formed = text.size() == 8 && text.substr(0, 5) == "HTTP/" && is_digit(text[5]) &&
                           text[6] == '.' && is_digit(text[7]);
  if (!well_formed) return BadHead{400, "The HTTP version is malformed"};
  if (text[5] != '1') return BadHead{505, "Only HTTP/1.0 and HTTP/1.1 are spoken here"};
  version = text[7] == '0' ? Version::http_1_0 : Version::http_1_1;
  return std::nullopt;
}

constexpr CharacterSet kTargetCharacters("!\"$%&'()*+,-./:;<=>?@[\\]^_`{|}~");  // all that are visible, but #

Refusal read_target(std::string_view target, Request& request) {
  if (target.empty() || !kTargetCharacters.has_all(target)) {
    return BadHead{400, "The request target holds a character that it must not"};
  }
  request.target = target;  // an absolute form is reduced when the Host is known
  return std::nullopt;
}

Refusal read_request_line(std::string_view line, const HeadLimits& limits, Request& request,
                          Version& version) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == line.npos || first == last) return BadHead{400, "The request line is malformed"};
  const std::string_view target = line.substr(first + 1, last - first - 1);
  if (target.size() > limits.max_target_bytes) return BadHead{414, "The request target is too long"};
  if (auto refusal = read_version(line.substr(last + 1), version)) return refusal;
  if (auto refusal = read_method(line.substr(0, first), request)) return refusal;
  return read_target(target, request);
}

bool lists(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (equal_ignoring_case(trim_blanks(list.substr(0, comma)), wanted)) return true;
    list.remove_prefix(comma == list.npos ? list.size() : comma + 1);
  }
  return false;
}

// The headers that say where the request ends and what becomes of the connection.
struct Directions {
  struct Single {
    unsigned count = 0;
    std::string_view value;  // the last one
    void add(std::string_view next) { ++count, value = next; }
  };
  Single host, content_length, transfer_encoding;
  bool close = false;
  bool keep_alive = false;
  bool expect_continue = false;
};

void note_direction(std::string_view name, std::string_view value, Directions& directions) {
  if (equal_ignoring_case(name, "Host")) directions.host.add(value);
  if (equal_ignoring_case(name, "Content-Length")) directions.content_length.add(value);
  if (equal_ignoring_case(name, "Transfer-Encoding")) directions.transfer_encoding.add(value);
  if (equal_ignoring_case(name, "Expect")) directions.expect_continue |= lists(value, "100-continue");
  if (equal_ignoring_case(name, "Connection")) {
    directions.close |= lists(value, "close");
    directions.keep_alive |= lists(value, "keep-alive");
  }
}

Refusal read_field(std::string_view line, Headers& headers, Directions& directions) {
  if (line.front() == ' ' || line.front() == '\t') return BadHead{400, "A header line is folded"};
  const std::size_t colon = line.find(':');
  if (colon == line.npos) return BadHead{400, "A header line has no colon"};
  const std::string_view name = line.substr(0, colon);
  if (!is_token(name)) return BadHead{400, "A header name is malformed"};
  const std::string_view value = trim_blanks(line.substr(colon + 1));
  if (!is_field_value(value)) return BadHead{400, "A header value holds a control character"};
  note_direction(name, value, directions);
  headers.emplace_back(name, value);
  return std::nullopt;
}

constexpr CharacterSet kHostCharacters("-._~%!$&'()*+,;=:[]");

bool is_host(std::string_view host) {
  if (host.empty() || !kHostCharacters.has_all(host)) return false;
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.find(':', bracket == host.npos ? 0 : bracket);
  if (colon == host.npos) return true;
  const std::string_view port = host.substr(colon + 1);
  return colon > 0 && std::all_of(port.begin(), port.end(), is_digit);
}

// RFC 9112 3.2: a server must answer 400 to a request without a Host, with two, or with a malformed one.
Refusal check_host(const Directions::Single& host, Version version) {
  if (host.count == 0 && version == Version::http_1_0) return std::nullopt;
  if (host.count != 1) return BadHead{400, "There must be exactly one Host header"};
  if (!is_host(host.value)) return BadHead{400, "The Host header is malformed"};
  return std::nullopt;
}

// RFC 9112 3.2.2. Two different hosts in one request would be read differently by different readers: refused.
Refusal reduce_absolute_form(std::string_view host, Request& request) {
  const std::size_t colon = request.target.find("://");
  const std::string_view scheme = std::string_view(request.target).substr(0, colon);
  if (colon == std::string::npos ||
      !(equal_ignoring_case(scheme, "http") || equal_ignoring_case(scheme, "https"))) {
    return BadHead{400, "The request target is neither a path nor a URL"};
  }
  const std::string_view rest = std::string_view(request.target).substr(colon + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
  if (!equal_ignoring_case(authority, host)) {
    return BadHead{400, "The request target and the Host header name different hosts"};
  }
  const std::string reduced(rest.substr(authority.size()));
  request.target = reduced.empty() || reduced.front() == '?' ? "/" + reduced : reduced;
  return std::nullopt;
}

Refusal split_target(std::string_view host, Request& request) {
  if (request.target == "*") {
    if (request.method != "OPTIONS") return BadHead{400, "The target * belongs to OPTIONS"};
  } else if (request.target.front() != '/') {
    if (auto refusal = reduce_absolute_form(host, request)) return refusal;
  }
  const std::size_t question = request.target.find('?');
  request.path = request.target.substr(0, question);
  if (question != std::string::npos) request.query = request.target.substr(question + 1);
  return std::nullopt;
}

// A number too large to hold becomes the largest one, which is above every limit.
std::optional<std::size_t> parse_length(std::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  return error == std::errc{} ? length : std::numeric_limits<std::size_t>::max();
}

// RFC 9112 6.3. Two readers that see different ends of one body are how requests get smuggled, so all that is
// ambiguous is refused, even where the RFC would let it pass.
Refusal read_framing(const Directions& directions, Version version, Head& head) {
  const auto& [codings, coding] = directions.transfer_encoding;
  const auto& [lengths, length] = directions.content_length;
  if (codings > 0) {
    if (lengths > 0) return BadHead{400, "Content-Length and Transfer-Encoding exclude each other"};
    if (version == Version::http_1_0) return BadHead{400, "HTTP/1.0 has no Transfer-Encoding"};
    if (codings > 1 || !equal_ignoring_case(coding, "chunked")) {
      return BadHead{501, "The only transfer coding is chunked"};
    }
    head.chunked = true;
  }
  if (lengths > 1) return BadHead{400, "There is more than one Content-Length"};
  if (lengths == 0) return std::nullopt;
  head.content_length = parse_length(length);
  if (!head.content_length) return BadHead{400, "The Content-Length is malformed"};
  return std::nullopt;
}

Refusal read_lines(std::string_view lines, const HeadLimits& limits, Head& head) {
  const std::size_t first_end = lines.find(kEndOfLine);
  const std::string_view request_line = lines.substr(0, first_end);
  Version version = Version::http_1_1;
  if (auto refusal = read_request_line(request_line, limits, head.request, version)) return refusal;
  lines.remove_prefix(first_end + kEndOfLine.size());
  Directions directions;
  while (!lines.empty()) {
    const std::size_t end = lines.find(kEndOfLine);
    if (head.request.headers.size() == limits.max_headers) return BadHead{431, "There are too many headers"};
    if (auto refusal = read_field(lines.substr(0, end), head.request.headers, directions)) return refusal;
    lines.remove_prefix(end + kEndOfLine.size());
  }
  if (auto refusal = check_host(directions.host, version)) return refusal;
  if (auto refusal = split_target(directions.host.value, head.request)) return refusal;
  if (auto refusal = read_framing(directions, version, head)) return refusal;
  head.keep_alive = !directions.close && (directions.keep_alive || version != Version::http_1_0);
  head.expect_continue = directions.expect_continue && version != Version::http_1_0;
  return std::nullopt;
}

}  // namespace

protocol::Result<Head, std::variant<NeedMore, BadHead>> read_head(std::string_view bytes,
                                                                  const HeadLimits& limits) {
  // RFC 9112 2.2: old clients send an empty line after a POST.
  const std::size_t skipped = bytes.substr(0, 2) == kEndOfLine ? 2 : 0;
  bytes.remove_prefix(skipped);
  if (bytes.empty() || (skipped == 0 && bytes == "\r")) return fail(NeedMore{});
  const std::size_t blank_line = bytes.find("\r\n\r\n");
  const std::size_t head_bytes = blank_line == bytes.npos ? bytes.size() : blank_line + 4;
  if (auto refusal = refuse_early(bytes.substr(0, head_bytes), limits)) return fail(std::move(*refusal));
  if (blank_line == bytes.npos) return fail(NeedMore{});
  Head head;
  head.head_bytes = skipped + head_bytes;
  if (auto refusal = read_lines(bytes.substr(0, blank_line + 2), limits, head))
    return fail(std::move(*refusal));
  return head;
}

}  // namespace http
