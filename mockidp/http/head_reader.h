#pragma once
// Reads the head of one request out of bytes: pure, and so the first thing to fuzz (RFC 9112). What it
// returns is safe to hand to a laxer parser.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "mockidp/http/message.h"
#include "mockidp/protocol/result.h"

namespace http {

struct HeadLimits {
  std::size_t max_head_bytes = 32 * 1024;
  std::size_t max_headers = 100;
  std::size_t max_target_bytes = 16 * 1024;
};

struct Head {
  Request request;                            // all but the body
  std::size_t head_bytes = 0;                 // where the body starts
  std::optional<std::size_t> content_length;  // absent and not chunked: there is no body
  bool chunked = false;
  bool keep_alive = true;
  bool expect_continue = false;
};

struct NeedMore {};  // the blank line has not arrived yet
struct BadHead {
  int status = 400;     // 400, 413 (a chunked body), 414, 431, 501, 505
  std::string message;  // one line, none of the peer's bytes
};

// Refuses: bare CR or LF, NUL and control characters, folded lines, blanks before a colon, an empty or odd
// field name, a missing or repeated Host, Content-Length with Transfer-Encoding, repeated or malformed
// Content-Length, any transfer coding but "chunked", a method it does not know (501), a target that is not in
// origin form (absolute form is reduced if it names the Host; "*" only for OPTIONS). One empty line before
// the request line is skipped.
protocol::Result<Head, std::variant<NeedMore, BadHead>> read_head(std::string_view bytes,
                                                                  const HeadLimits& limits = {});

// The whole chunks at the start of `bytes`: their data, and how many bytes they took. Call it again with the
// bytes after those once more have arrived, so that each byte is copied once. Trailers are read and dropped.
struct ChunkedBody {
  bool complete = false;
  std::size_t consumed = 0;
  std::string body;
};
protocol::Result<ChunkedBody, BadHead> read_chunked(std::string_view bytes, std::size_t max_body_bytes);

}  // namespace http
