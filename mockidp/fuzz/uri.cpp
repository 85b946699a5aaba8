#include "mockidp/protocol/uri.h"

#include "mockidp/fuzz/property.h"
#include "mockidp/fuzz/targets.h"

namespace mockidp::fuzz {

void uri(std::string_view bytes) {
  if (const auto decoded = protocol::percent_decode(bytes)) {
    const auto again = protocol::percent_decode(protocol::percent_encode(*decoded));
    hold(again && *again == *decoded, "what is encoded decodes to itself");
  }
  const auto parsed = protocol::parse_uri(bytes);
  if (!parsed) return;
  hold(protocol::to_string(*parsed) == bytes, "the parts put together are what was written");
  hold(bytes.find_first_of(std::string_view("\r\n\t \\\0", 6)) == std::string_view::npos,
       "a URI has no blank, backslash or control character");
  const std::string origin = protocol::origin_of(*parsed);
  hold(origin.find('@') == std::string::npos, "an origin names no user");
  if (parsed->scheme != "http" && parsed->scheme != "https") return;
  hold(!parsed->host.empty() && !origin.empty(), "a web address has a host and an origin");
  hold(protocol::origin_of(origin + "/any/path?query") == origin, "an origin is its own origin");
}

}  // namespace mockidp::fuzz
