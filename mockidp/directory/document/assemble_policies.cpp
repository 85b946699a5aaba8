#include <algorithm>

#include "mockidp/directory/document/assembly.h"
#include "mockidp/protocol/uri.h"

namespace mockidp::document {
namespace {

SignOnPolicy sign_on_policy(Assembly& assembly, const SignOnPolicyEntry& entry, const Place& place) {
  SignOnPolicy policy;
  policy.id = assembly.claim_id(entry.id, "rst", entry.name, place);
  policy.name = entry.name;
  for (std::size_t i = 0; i < entry.rules.size(); ++i) {
    const auto& written = entry.rules[i];
    auto& rule = policy.rules.emplace_back();
    rule.id = assembly.claim_id(written.id, "0pr", "sign_on/" + entry.name + "/" + written.name,
                                place / "rules" / i);
    rule.name = written.name;
    rule.allow = written.allow;
    rule.reauthenticate_in = written.reauthenticate_in;
  }
  return policy;
}

void add_trusted_origin(Directory& directory, TrustedOrigin origin) {
  const auto known = [&](const TrustedOrigin& other) { return other.origin == origin.origin; };
  if (std::none_of(directory.trusted_origins.begin(), directory.trusted_origins.end(), known))
    directory.trusted_origins.push_back(std::move(origin));
}

}  // namespace

void add_policies(Assembly& assembly) {
  auto& directory = assembly.out.directory;
  const auto& entries = assembly.file.policies;
  const auto place = assembly.root / "policies";

  directory.session_policy = entries.global_session;
  auto& session_id = directory.session_policy.id;
  session_id = assembly.claim_id(session_id.empty() ? std::nullopt : std::optional(session_id), "00p",
                                 "global_session/" + entries.global_session.name, place / "global_session");
  directory.password_policy = entries.password;

  for (std::size_t i = 0; i < entries.sign_on.size(); ++i) {
    const auto where = place / "sign_on" / i;
    const auto& policy =
        directory.sign_on_policies.emplace_back(sign_on_policy(assembly, entries.sign_on[i], where));
    assembly.sign_on_policies.add(policy.name, policy.id, where / "name");
  }
  if (!directory.sign_on_policies.empty()) return;
  SignOnPolicyEntry standard;
  standard.name = "Default Policy";
  directory.sign_on_policies.push_back(sign_on_policy(assembly, standard, place));
}

void add_trusted_origins(Assembly& assembly) {
  auto& directory = assembly.out.directory;
  const auto place = assembly.root / "trusted_origins";
  for (std::size_t i = 0; i < assembly.file.trusted_origins.size(); ++i) {
    const auto& entry = assembly.file.trusted_origins[i];
    if (entry.origin.empty()) continue;
    const auto allows = [&](std::string_view scope) {
      return std::find(entry.scopes.begin(), entry.scopes.end(), scope) != entry.scopes.end();
    };
    TrustedOrigin origin;
    origin.id = assembly.claim_id(entry.id, "tos", entry.origin, place / i);
    origin.name = entry.name.value_or(entry.origin);
    origin.origin = entry.origin;
    origin.cors = allows("CORS");
    origin.redirect = allows("REDIRECT");
    origin.iframe_embed = allows("IFRAME_EMBED");
    add_trusted_origin(directory, std::move(origin));
  }
  for (const auto& app : directory.apps)
    for (const auto& uri : app.base_uris)
      if (!uri.empty())
        add_trusted_origin(directory, {.id = derive_id("tos", uri), .name = uri, .origin = uri});
}

}  // namespace mockidp::document
