#include "conformance/runner/redirect_uri_fit.h"

#include <algorithm>

#include "conformance/oracle/url.h"
#include "conformance/subject/nearest_name.h"

namespace conformance {

namespace {

// Comparing is quadratic, and nobody registers anything longer.
constexpr std::size_t kMostComparedLength = 512;

std::vector<std::string> refused_redirect_uris(const std::vector<JournalEntry>& journal) {
  std::vector<std::string> uris;
  for (const auto& entry : journal) {
    if (entry.endpoint != "authorize" || !entry.failed.starts_with("illegal_redirect_uri")) continue;
    if (const auto sent = entry.received.find("redirect_uri"); sent != entry.received.end())
      uris.push_back(sent->second);
  }
  return uris;
}

std::vector<std::string> sent_away_with(const RegisteredClient& client, const std::vector<Hop>& hops) {
  std::vector<std::string> uris;
  for (const auto& hop : hops) {
    const auto url = parse_url(hop.location);
    if (!url || !same_origin(hop.location, client.org_url) || !url->path.ends_with("/v1/authorize")) continue;
    if (query_value(hop.location, "client_id") == client.client_id)
      uris.push_back(query_value(hop.location, "redirect_uri"));
  }
  return uris;
}

// One * stands for a part of a label.
bool is_taken_by_wildcard(const std::string& registered, const std::string& uri) {
  const auto star = registered.find('*');
  if (star == std::string::npos) return false;
  const auto after = registered.substr(star + 1);
  if (uri.size() < registered.size() || !uri.starts_with(registered.substr(0, star)) || !uri.ends_with(after))
    return false;
  const auto filled = uri.substr(star, uri.size() - star - after.size());
  return filled.find_first_of("./:@?#%\\") == std::string::npos;
}

bool is_registered(const RegisteredClient& client, const std::string& uri) {
  return std::any_of(client.redirect_uris.begin(), client.redirect_uris.end(), [&](const auto& registered) {
    return registered == uri || is_taken_by_wildcard(registered, uri);
  });
}

// "the port and the path"
std::string difference(const std::string& sent, const std::string& registered) {
  const auto given = parse_url(sent), wanted = parse_url(registered);
  if (!given || !wanted) return "the scheme";
  std::string parts;
  const auto compare = [&](const char* part, const std::string& one, const std::string& other) {
    if (one != other) parts += (parts.empty() ? "the " : " and the ") + std::string(part);
  };
  compare("scheme", given->scheme, wanted->scheme);
  compare("host", given->host, wanted->host);
  compare("port", given->port, wanted->port);
  compare("path", given->path, wanted->path);
  compare("query", given->query, wanted->query);
  compare("fragment", given->fragment, wanted->fragment);
  return parts.empty() ? "the spelling" : parts;
}

}  // namespace

std::optional<UnknownRedirectUri> find_unknown_redirect_uri(const RegisteredClient& client,
                                                            const std::vector<JournalEntry>& journal,
                                                            const std::vector<Hop>& hops) {
  auto sent = refused_redirect_uris(journal);
  for (auto& uri : sent_away_with(client, hops)) sent.push_back(std::move(uri));
  for (const auto& uri : sent)
    if (!uri.empty() && !is_registered(client, uri)) {
      const auto* nearest = nearest_of(uri.substr(0, kMostComparedLength), client.redirect_uris);
      return UnknownRedirectUri{uri, nearest == nullptr ? std::string() : *nearest};
    }
  return std::nullopt;
}

std::string explanation_of(const UnknownRedirectUri& uri) {
  std::string text = "configuration error: the org has no sign-in redirect URI " +
                     uri.sent.substr(0, kMostComparedLength) + ", which the client sends; ";
  text += uri.nearest.empty() ? std::string("it has none at all")
                              : "the nearest that it has is " + uri.nearest + " (" +
                                    difference(uri.sent, uri.nearest) + " differs)";
  return text +
         ". Okta answers 400 with a page of its own, and nothing reaches the app. Add the URI under "
         "Applications > "
         "the app > General > Sign-in redirect URIs, exactly as the app sends it (here: redirect_uri or "
         "registered_redirect_uris of the manifest), or change what the app sends";
}

bool has_wildcard(const std::string& registered) { return registered.find('*') != std::string::npos; }

}  // namespace conformance
