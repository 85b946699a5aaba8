#pragma once
// Our own reading of URLs, as browsers read them: what an app's Location means is what a browser makes of it.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conformance {

struct Url {
  std::string scheme, host, port;  // lower case; port only where it is written
  std::string path, query;         // as written; the path begins with "/"
  bool has_query = false;
  std::string fragment;

  std::string authority() const;  // "localhost:8080", as in the Host header
  std::string origin() const;     // "http://localhost:8080"; the default port left out
  std::string target() const;     // path and query, untouched
  std::string text() const;
};

// http and https only; anything else is nothing that a browser would ask for.
std::optional<Url> parse_url(std::string_view text);
// What a browser opens for `reference` on the page `base`: "\" is "/", tabs and line ends vanish, "//host"
// leaves the site. Dot segments of the reference are resolved.
std::optional<Url> resolve_url(const Url& base, std::string_view reference);

bool same_origin(std::string_view one, std::string_view other);
bool same_site(const Url& one, const Url& other);  // scheme and registrable name; ports do not count
bool is_loopback(std::string_view host);

// Decoded pairs in their order, duplicates kept.
std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query);
// The one value, or "" when it is absent or there is more than one.
std::string query_value(std::string_view url, std::string_view name);
// Every parameter of that name replaced by one at its place, appended where there is none; `written` is taken
// as it is, so that any encoding can be tried. Nothing: without the parameter.
std::string with_query_value(std::string_view url, std::string_view name,
                             const std::optional<std::string>& written);
std::string percent_encoded(std::string_view text);
std::string form_encoded(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace conformance
