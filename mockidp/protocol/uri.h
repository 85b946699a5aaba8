#pragma once
// RFC 3986, as far as redirects, origins and requests need it.

#include <optional>
#include <string>
#include <string_view>

namespace protocol {

// An absolute URI in its parts, exactly as written: nothing is decoded, lowered or tidied up.
struct Uri {
  std::string scheme;          // "https"
  bool has_authority = false;  // whether "//" was written: "app:///callback" has an authority that is empty
  std::string authority;       // "user@host:port"; empty for "com.example.app:/callback"
  std::string host;            // without user and port; IPv6 with its brackets
  std::string port;            // empty if not written
  std::string path;
  std::optional<std::string> query;     // without "?"
  std::optional<std::string> fragment;  // without "#"
};

// nullopt for relative references, control characters, blanks, backslashes, bad percent escapes and bad
// ports, for any other character that RFC 3986 wants escaped, and for http and https without a host.
std::optional<Uri> parse_uri(std::string_view text);
std::string to_string(const Uri& uri);

// scheme://host[:port], lower case, default port left out; empty for a URI without an authority. RFC 6454.
std::string origin_of(const Uri& uri);
std::string origin_of(std::string_view uri);  // empty when it does not parse

bool is_loopback_host(std::string_view host);  // localhost, *.localhost, 127.0.0.0/8, [::1]

std::string percent_encode(std::string_view text);  // everything but RFC 3986 unreserved
// nullopt for a bad escape. Plus signs stay.
std::optional<std::string> percent_decode(std::string_view text);

}  // namespace protocol
