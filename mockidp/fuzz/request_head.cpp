#include <algorithm>

#include "mockidp/fuzz/property.h"
#include "mockidp/fuzz/targets.h"
#include "mockidp/http/request_reader.h"

namespace mockidp::fuzz {
namespace {

constexpr http::RequestReader::Limits kLimits{{2048, 20, 512}, 4096};

struct Outcome {
  std::string requests;
  int refusal = 0;  // status
  bool operator==(const Outcome&) const = default;
};

void check_request(const http::Request& request) {
  hold(!request.method.empty() && request.method.find_first_of(" \r\n\t") == std::string::npos,
       "a method is a token");
  hold(!request.target.empty() && request.target.size() <= kLimits.head.max_target_bytes,
       "a target is within its limit");
  for (const char c : request.target)
    hold(c > 0x20 && c != 0x7f, "a target has no blank or control character");
  for (const auto& [name, value] : request.headers) {
    hold(!name.empty() && name.find_first_of(": \t\r\n") == std::string::npos, "a header's name is a token");
    hold(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos,
         "a header's value is one line");
  }
  hold(request.headers.size() <= kLimits.head.max_headers, "the headers are within their limit");
  hold(request.body.size() <= kLimits.max_body_bytes, "the body is within its limit");
}

Outcome read_in_pieces(std::string_view bytes, std::size_t piece) {
  http::RequestReader reader(kLimits);
  Outcome outcome;
  while (outcome.refusal == 0) {
    auto next = reader.next();
    if (const auto* ready = std::get_if<http::RequestReader::Ready>(&next)) {
      check_request(ready->request);
      outcome.requests +=
          ready->request.method + ' ' + ready->request.target + '\n' + ready->request.body + '\n';
      for (const auto& [name, value] : ready->request.headers) outcome.requests += name + ':' + value + '\n';
      if (!ready->keep_alive) return outcome;
    } else if (const auto* bad = std::get_if<http::BadHead>(&next)) {
      outcome.refusal = bad->status;
    } else {
      if (bytes.empty()) return outcome;
      reader.add(bytes.substr(0, piece));
      bytes.remove_prefix(std::min(piece, bytes.size()));
    }
  }
  hold(outcome.refusal >= 400 && outcome.refusal < 600, "a refusal is an error");
  return outcome;
}

}  // namespace

// However a peer cuts its bytes into packets, the same requests come out: otherwise somebody between could
// smuggle.
void request_head(std::string_view bytes) {
  const Outcome whole = read_in_pieces(bytes, std::max<std::size_t>(bytes.size(), 1));
  const Outcome bytewise = read_in_pieces(bytes, 1);
  const Outcome sevens = read_in_pieces(bytes, 7);
  hold(whole.requests == bytewise.requests && whole.requests == sevens.requests, "pieces change no request");
  // Which limit is seen first may depend on the pieces; that there is a refusal may not.
  hold((whole.refusal == 0) == (bytewise.refusal == 0), "pieces change no refusal");
}

}  // namespace mockidp::fuzz
