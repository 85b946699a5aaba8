#pragma once
// Whether the redirect URIs that the client sends are those that the org has for it. Where not, Okta answers
// with a page of its own and nothing reaches the app: a mistake of the set-up, and no defect of the client.
// Pure.

#include <optional>
#include <string>
#include <vector>

#include "conformance/run.h"

namespace conformance {

struct UnknownRedirectUri {
  std::string sent;
  std::string nearest;  // of those registered; may be empty
};

// The org, and what it has of the client.
struct RegisteredClient {
  std::string org_url, client_id;
  std::vector<std::string> redirect_uris;
};

// The first one that the provider refused, in the journal of a scenario; or that the client led a browser
// away with, whether or not the scenario let it go. One that is registered is none, though the provider
// refuses it: then the scenario has taken it away.
std::optional<UnknownRedirectUri> find_unknown_redirect_uri(const RegisteredClient& client,
                                                            const std::vector<JournalEntry>& journal,
                                                            const std::vector<Hop>& hops = {});
// "configuration error: …": both, what differs, and what Okta says to do about it.
std::string explanation_of(const UnknownRedirectUri& uri);

bool has_wildcard(const std::string& registered);

}  // namespace conformance
