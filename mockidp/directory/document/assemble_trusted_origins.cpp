#include <algorithm>

#include "mockidp/directory/document/assembly.h"

namespace mockidp::document {
namespace {

void add_trusted_origin(Directory& directory, TrustedOrigin origin) {
  const auto known = [&](const TrustedOrigin& other) { return other.origin == origin.origin; };
  if (std::none_of(directory.trusted_origins.begin(), directory.trusted_origins.end(), known))
    directory.trusted_origins.push_back(std::move(origin));
}

}  // namespace

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
    origin.iframe_embed_dashboard = !entry.allowed_okta_apps.empty();
    if (origin.iframe_embed_dashboard && !origin.iframe_embed)
      (place / i / "allowed_okta_apps").report("is for origins with the scope IFRAME_EMBED");
    add_trusted_origin(directory, std::move(origin));
  }
  for (const auto& app : directory.apps)
    for (const auto& uri : app.base_uris)
      if (!uri.empty())
        add_trusted_origin(directory, {.id = derive_id("tos", uri), .name = uri, .origin = uri});
}

}  // namespace mockidp::document
