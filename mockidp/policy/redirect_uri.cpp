#include "mockidp/policy/redirect_uri.h"

#include <algorithm>

#include "mockidp/directory/wildcard_redirect.h"
#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

bool differ_only_in_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return a != b && std::equal(a.begin(), a.end(), b.begin(), b.end(),
                              [&](char x, char y) { return lower(x) == lower(y); });
}

bool differ_only_in_trailing_slash(std::string_view a, std::string_view b) {
  return a.size() + 1 == b.size() ? b.back() == '/' && b.starts_with(a)
                                  : b.size() + 1 == a.size() && a.back() == '/' && a.starts_with(b);
}

std::string what_differs(std::string_view part, std::string_view presented, std::string_view registered) {
  if (presented == registered) return "";
  if (differ_only_in_case(presented, registered)) return "the case of the " + std::string(part);
  return "the " + std::string(part);
}

std::string path_difference(std::string_view presented, std::string_view registered) {
  if (differ_only_in_trailing_slash(presented, registered)) return "the trailing slash";
  return what_differs("path", presented, registered);
}

// "user@" of an authority, which has fooled many a reader of URIs.
std::string_view user_of(const protocol::Uri& uri) {
  const auto at = uri.authority.rfind('@');
  return at == std::string::npos ? std::string_view() : std::string_view(uri.authority).substr(0, at + 1);
}

// "the port and the path": where the presented URI leaves the registered one.
std::string difference(std::string_view presented, std::string_view registered) {
  const auto wanted = protocol::parse_uri(registered);
  const auto given = protocol::parse_uri(presented);
  if (!given || !wanted) return "being no absolute URI";
  std::vector<std::string> parts;
  for (auto part :
       {what_differs("scheme", given->scheme, wanted->scheme),
        what_differs("user name before the host", user_of(*given), user_of(*wanted)),
        what_differs("host", given->host, wanted->host), what_differs("port", given->port, wanted->port),
        path_difference(given->path, wanted->path),
        what_differs("query", given->query.value_or(""), wanted->query.value_or("")),
        what_differs("fragment", given->fragment.value_or(""), wanted->fragment.value_or(""))})
    if (!part.empty()) parts.push_back(std::move(part));
  if (parts.empty()) return "characters that mean the same and are compared all the same";
  return protocol::join_words(parts, " and ");
}

// Nobody registers anything longer, and comparing is quadratic: a hostile length must not cost time.
constexpr std::size_t kMostComparedLength = 512;

std::optional<Refusal> decide_registered(const std::vector<std::string>& registered,
                                         std::string_view presented, OktaError error,
                                         std::string decided_by) {
  if (std::find(registered.begin(), registered.end(), presented) != registered.end()) return std::nullopt;
  Refusal refusal{error, {}, std::move(decided_by), ""};
  if (presented.size() > kMostComparedLength) return refusal;
  const auto* nearest = protocol::nearest_of(registered, presented);
  if (nearest == nullptr) return refusal;
  refusal.closest = *nearest;
  if (!presented.empty()) refusal.closest += " (the difference is " + difference(presented, *nearest) + ")";
  return refusal;
}

// "http://localhost:9000" and "http://localhost:9000/", in any order.
bool are_one_bare_origin(std::string_view a, std::string_view b) {
  if (!differ_only_in_trailing_slash(a, b)) return false;
  const auto uri = protocol::parse_uri(a.size() < b.size() ? a : b);
  return uri && uri->path.empty() && !uri->query && !uri->fragment && !protocol::origin_of(*uri).empty();
}

}  // namespace

protocol::Result<RedirectUriMatch, Refusal> decide_redirect_uri(const Switches& switches,
                                                                const AppIntegration& app,
                                                                std::string_view presented) {
  using By = RedirectUriMatch::By;
  auto refusal = decide_registered(app.redirect_uris, presented, OktaError::illegal_redirect_uri,
                                   "sign-in redirect URIs of " + app.label);
  // A registered wildcard stands for URIs, and is none itself: no browser could be sent to it.
  if (!refusal && has_wildcard(presented))
    refusal =
        Refusal{OktaError::illegal_redirect_uri, {}, "a wildcard is no redirect URI of " + app.label, ""};
  if (!refusal) return RedirectUriMatch{By::equality, std::string(presented)};
  for (const std::string& registered : app.redirect_uris) {
    if (app.wildcard_redirect == WildcardRedirect::SUBDOMAIN && matches_wildcard(registered, presented))
      return RedirectUriMatch{By::wildcard, registered};
    if (switches.bare_origin_matches_slash && are_one_bare_origin(registered, presented))
      return RedirectUriMatch{By::bare_origin, registered};
  }
  return protocol::fail(*std::move(refusal));
}

std::optional<Refusal> decide_post_logout_redirect_uri(const AppIntegration& app,
                                                       std::string_view presented) {
  return decide_registered(app.post_logout_redirect_uris, presented,
                           OktaError::illegal_post_logout_redirect_uri,
                           "sign-out redirect URIs of " + app.label);
}

}  // namespace mockidp
