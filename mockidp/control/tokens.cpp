// Tokens without a sign-in: right ones, or bent by a fault, for tests of what takes tokens.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/control/fault_order.h"
#include "mockidp/control/routes.h"
#include "mockidp/org/minting.h"
#include "mockidp/policy/access_policy.h"
#include "mockidp/token/refresh_token.h"
#include "mockidp/token/token_fault.h"

namespace mockidp {

using protocol::Json;

namespace {

constexpr std::int64_t kMostLifetime = 10L * 365 * 24 * 3600;
constexpr std::size_t kMostScopes = 100;

// What a body asks for, once everything that it names was found.
struct TokenOrder {
  DirectorySnapshot directory;
  const AuthorizationServer* server = nullptr;
  const AppIntegration* app = nullptr;
  Granted granted;
  Json access_token_claims = Json::object();  // take the place of the claims of that name; null takes one out
  Json id_token_claims = Json::object();
  TokenBends bends;
  protocol::TimePoint now{};

  bool has_id_token() const {
    const auto& scopes = granted.scopes;
    return granted.person && std::find(scopes.begin(), scopes.end(), "openid") != scopes.end();
  }
  bool has_refresh_token() const {
    const auto& scopes = granted.scopes;
    return granted.person && std::find(scopes.begin(), scopes.end(), "offline_access") != scopes.end();
  }
};

bool refuse(http::Response& refusal, int status, std::string_view code, std::string_view message) {
  refusal = control_error(status, code, message);
  return false;
}

bool read_object(const Json& body, std::string_view key, Json& value, http::Response& refusal) {
  const auto* member = protocol::json_member(body, key);
  if (member == nullptr) return true;
  if (!member->is_object())
    return refuse(refusal, 400, "wrong_type", '"' + std::string(key) + "\" has to be an object.");
  value = *member;
  return true;
}

bool read_names(const Json& body, std::string_view key, std::vector<std::string>& names,
                http::Response& refusal) {
  const auto* member = protocol::json_member(body, key);
  if (member == nullptr) return true;
  const bool fits = member->is_array() && std::all_of(member->begin(), member->end(),
                                                      [](const Json& name) { return name.is_string(); });
  if (!fits)
    return refuse(refusal, 400, "wrong_type", '"' + std::string(key) + "\" has to be a list of strings.");
  names = member->get<std::vector<std::string>>();
  return true;
}

bool find_server_and_app(const ControlRequest& request, TokenOrder& order, http::Response& refusal) {
  std::string server = "default", client_id;
  if (!read_member(request.body, "server", server, refusal) ||
      !read_member(request.body, "client_id", client_id, refusal))
    return false;
  order.server = order.directory->server(server == "org" ? "" : server);
  if (order.server == nullptr)
    return refuse(refusal, 404, "unknown_server",
                  "No authorization server has that id; \"org\" is the org's own.");
  order.app = order.directory->app_by_client_id(client_id);
  if (order.app == nullptr) return refuse(refusal, 404, "unknown_client", "No app has that client_id.");
  return true;
}

bool find_granted_person(const ControlRequest& request, TokenOrder& order, http::Response& refusal) {
  std::string login;
  if (!read_member(request.body, "login", login, refusal)) return false;
  if (login.empty()) return true;
  order.granted.person = person_named(*request.org, login);
  if (order.granted.person) return true;
  refusal = unknown_person();
  return false;
}

// Any scope may be asked for; those that the server knows come in its order, as in every token.
bool read_scopes(const ControlRequest& request, TokenOrder& order, http::Response& refusal) {
  std::vector<std::string> scopes;
  if (order.granted.person) scopes = {"openid", "profile", "email"};
  if (!read_names(request.body, "scopes", scopes, refusal)) return false;
  if (scopes.empty())
    for (const auto& scope : order.server->scopes)
      if (scope.is_default) scopes.push_back(scope.name);
  if (scopes.size() > kMostScopes) return refuse(refusal, 400, "out_of_range", "There are too many scopes.");
  for (const auto& scope : scopes)
    if (protocol::split_words(scope) != std::vector<std::string>{scope})
      return refuse(refusal, 400, "bad_scope", "A scope is a word without blanks.");
  for (const auto& scope : order.server->scopes)
    if (std::erase(scopes, scope.name) != 0) order.granted.scopes.push_back(scope.name);
  order.granted.scopes.insert(order.granted.scopes.end(), scopes.begin(), scopes.end());
  return true;
}

bool read_times(const ControlRequest& request, TokenOrder& order, http::Response& refusal) {
  std::int64_t lifetime = order.granted.access_token_lifetime.count();
  std::int64_t auth_time = protocol::to_unix(order.now);
  if (!read_member(request.body, "lifetime_seconds", lifetime, refusal) ||
      !read_member(request.body, "auth_time", auth_time, refusal))
    return false;
  if (lifetime < 1 || lifetime > kMostLifetime)
    return refuse(refusal, 400, "out_of_range", "\"lifetime_seconds\" is 1 to ten years.");
  if (auth_time < 0 || auth_time > protocol::to_unix(order.now))
    return refuse(refusal, 400, "out_of_range", "\"auth_time\" is a time in seconds since 1970, and past.");
  order.granted.access_token_lifetime = std::chrono::seconds(lifetime);
  order.granted.auth_time = protocol::from_unix(auth_time);
  return true;
}

bool read_sign_in(const ControlRequest& request, TokenOrder& order, http::Response& refusal) {
  order.granted.amr = {"pwd"};
  return read_member(request.body, "nonce", order.granted.nonce, refusal) &&
         read_member(request.body, "acr", order.granted.acr, refusal) &&
         read_names(request.body, "amr", order.granted.amr, refusal) && read_times(request, order, refusal) &&
         read_object(request.body, "access_token_claims", order.access_token_claims, refusal) &&
         read_object(request.body, "id_token_claims", order.id_token_claims, refusal);
}

// Only what bends the very tokens that are minted: anything else would be granted in silence.
bool decide_fault(const TokenOrder& order, const std::string& name, http::Response& refusal) {
  const auto& all = token_faults();
  const auto row =
      std::find_if(all.begin(), all.end(), [&](const TokenFault& one) { return one.name == name; });
  if (row == all.end())
    return refuse(refusal, 422, "bad_fault", name + " bends no token; see docs/faults.md for those that do.");
  if (row->kind == TokenKind::id_token && !order.has_id_token())
    return refuse(refusal, 422, "bad_fault",
                  name + " bends ID tokens, and none is minted: that takes a login and the scope openid.");
  return true;
}

bool read_fault(ControlRequest& request, TokenOrder& order, http::Response& refusal) {
  const auto* body = protocol::json_member(request.body, "fault");
  if (body == nullptr) return true;
  FaultOrder fault;
  if (!body->is_object()) return refuse(refusal, 400, "wrong_type", "\"fault\" has to be an object.");
  constexpr std::string_view kTaken[] = {"name", "variant", "seconds", "person", "url"};
  for (const auto& [key, value] : body->items())
    if (std::find(std::begin(kTaken), std::end(kTaken), key) == std::end(kTaken))
      return refuse(refusal, 400, "unknown_member",
                    "\"fault\" takes name, variant, seconds, person and url.");
  if (!read_fault_order(*body, *request.org, fault, refusal)) return false;
  const std::string name = fault.name;
  Faults of_this_token;
  if (const auto id = of_this_token.enable(std::move(fault)); !id)
    return refuse(refusal, 422, "bad_fault", id.error());
  if (!decide_fault(order, name, refusal)) return false;
  order.bends.faults = of_this_token.match({Seam::token_claims, Seam::token_header, Seam::token_signature},
                                           {.endpoint = "token", .client_id = {}, .login = {}});
  order.bends.facts = facts_for_bends(*request.org, *order.directory, *order.server, *order.app);
  return true;
}

void put_in_place(Json& claims, const Json& others) {
  for (const auto& [name, value] : others.items()) {
    if (value.is_null())
      claims.erase(name);
    else
      claims[name] = value;
  }
}

// One that works: it belongs to a family of its own, with the lifetimes of the rule that would have let the
// person in, or Okta's own where there is none.
std::string make_refresh_token_for(Org& org, const TokenOrder& order) {
  const auto access = decide_access(*order.directory, *order.server, *order.app, &*order.granted.person,
                                    protocol::GrantType::authorization_code, order.granted.scopes);
  const AccessDecision lifetimes = access ? *access : AccessDecision{};
  const auto family =
      begin_refresh_family(order.granted, order.server->id, order.app->client_id,
                           {lifetimes.refresh_token_lifetime, lifetimes.refresh_token_window}, order.now);
  Batch batch;
  batch.put.push_back(org.refresh_families.put(family));
  org.store.commit(batch);
  return make_refresh_token(org.refresh_families.token_key(org.random), {family.grant_id, family.newest()});
}

protocol::Result<Json, Refusal> mint_tokens(Org& org, const TokenOrder& order) {
  const Minting minting{org,        *order.directory, order.now,   *order.server,
                        *order.app, order.granted,    order.bends, ClaimFacts::Channel::back};
  auto claims = claims_of_access_token(minting);
  if (!claims) return protocol::fail(claims.error());
  put_in_place(*claims, order.access_token_claims);
  const auto access_token = sign_token(minting, TokenKind::access_token, *std::move(claims));
  Json tokens{{"token_type", "Bearer"},
              {"expires_in", order.granted.access_token_lifetime.count()},
              {"access_token", access_token},
              {"scope", protocol::join_words(order.granted.scopes)}};
  if (order.has_refresh_token()) tokens["refresh_token"] = make_refresh_token_for(org, order);
  if (order.has_id_token()) {
    auto of_person = claims_of_id_token(minting, {.access_token = access_token}, IdTokenContents::thin);
    if (!of_person) return protocol::fail(of_person.error());
    put_in_place(*of_person, order.id_token_claims);
    tokens["id_token"] = sign_token(minting, TokenKind::id_token, *std::move(of_person));
  }
  tokens["issuer"] = order.server->issuer;
  tokens["audience"] = order.server->audience;
  return tokens;
}

http::Response mint_by_order(ControlRequest& request) {
  TokenOrder order;
  order.directory = request.org->directory();
  order.now = request.org->clock.now();
  http::Response refusal;
  if (!find_server_and_app(request, order, refusal) || !find_granted_person(request, order, refusal) ||
      !read_scopes(request, order, refusal) || !read_sign_in(request, order, refusal) ||
      !read_fault(request, order, refusal))
    return refusal;
  order.granted.grant_id = request.org->grants.draw_id(request.org->random);
  const auto tokens = mint_tokens(*request.org, order);
  if (!tokens)
    return control_error(422, std::string(okta_error_row(tokens.error().error).internal_code),
                         to_oauth_error(tokens.error()).description);
  return control_json(201, *tokens);
}

}  // namespace

void add_token_control(ControlRoutes& routes) {
  routes.add("POST", "/orgs/{org}/tokens",
             {"client_id", "server", "login", "scopes", "nonce", "acr", "amr", "auth_time",
              "lifetime_seconds", "access_token_claims", "id_token_claims", "fault"},
             mint_by_order);
}

}  // namespace mockidp
