// Where an app begins a sign-in: its "Initiate login URI".

#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/policy/assignment.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {

// A script in a link would run as the org.
std::string start_of(const AppIntegration& app) {
  const bool web =
      app.initiate_login_uri.starts_with("https://") || app.initiate_login_uri.starts_with("http://");
  return web ? app.initiate_login_uri : std::string();
}

// OpenID Connect Core 4: whoever starts a sign-in for an app says at which provider.
std::string start_with_issuer(const Exchange& exchange, const AppIntegration& app) {
  return protocol::append_query(start_of(app), {{"iss", exchange.dir().org.url}});
}

std::vector<HomePage::Tile> dashboard_tiles(const Exchange& exchange, const Person& person) {
  std::vector<HomePage::Tile> tiles;
  for (const auto& app : exchange.dir().apps) {
    const bool shown = app.active && !app.assignment.federation_broker_mode && !start_of(app).empty();
    if (shown && !decide_assignment(exchange.dir(), app, person))
      tiles.push_back({app.label, start_with_issuer(exchange, app)});
  }
  return tiles;
}

}  // namespace mockidp
