#include "mockidp/testing/test_provider.h"

#include <nlohmann/json.hpp>

#include "mockidp/directory/org_document.h"
#include "mockidp/org_port.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/pkce.h"
#include "mockidp/signin/engine.h"
#include "mockidp/store/memory_store.h"
#include "mockidp/testing/test_browser.h"

namespace mockidp::testing {

// `params` with one of them set to another value, added, or (for nullptr) taken out.
Params with(const Params& params, std::string_view name, const char* value) {
  Params changed;
  bool found = false;
  for (const auto& [key, old] : params.entries()) {
    if (key != name) changed.add(key, old);
    if (key == name && value != nullptr && !found) changed.add(key, value);
    found |= key == name;
  }
  if (!found && value != nullptr) changed.add(std::string(name), value);
  return changed;
}
Params with(const Params& params, std::string_view name, const std::string& value) {
  return with(params, name, value.c_str());
}

http::Request get_request(std::string_view target, http::Headers headers) {
  http::Request request;
  request.method = "GET";
  request.target = target;
  request.path = target.substr(0, target.find('?'));
  if (target.find('?') != std::string_view::npos) request.query = target.substr(target.find('?') + 1);
  request.headers = std::move(headers);
  request.remote_address = "127.0.0.1";
  return request;
}

http::Request post_request(std::string_view target, const Params& form, http::Headers headers) {
  http::Request request = get_request(target, std::move(headers));
  request.method = "POST";
  request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  request.body = protocol::encode_form(form);
  return request;
}

std::string basic_credentials(std::string_view id, std::string_view secret) {
  return "Basic " + protocol::base64_encode(protocol::encode_form_component(id) + ':' +
                                            protocol::encode_form_component(secret));
}

http::Headers bearer_header(std::string_view access_token) {
  return {{"Authorization", "Bearer " + std::string(access_token)}};
}

protocol::Json json_of(const http::Response& response) {
  auto parsed = protocol::parse_json(response.body);
  return parsed ? *std::move(parsed) : protocol::Json();
}

// What a redirect carries, in its order; from its fragment if it has one.
Params redirect_params(const http::Response& response) {
  const std::string_view location = response.header("Location");
  const std::size_t start = location.find_first_of("#?");
  if (start == std::string_view::npos) return {};
  auto params = protocol::parse_form(location.substr(start + 1));
  return params ? *std::move(params) : Params();
}

TestProvider::TestProvider(std::string_view url)
    : store(make_memory_store()),
      org("default", clock, random, *store, pool, {.digest_key = std::string(32, 'k')}) {
  auto document = read_org_document(built_in_org_document());
  auto loaded = load_org(*document, url, [](const std::string&) { return nullptr; });
  for (const PersonSeed& seed : loaded->people) {
    Person person = seed.person;
    person.password = hash_password(seed.password.reveal(), 1, random);
    org.people.add(person);
  }
  org.set_directory(std::make_shared<const Directory>(std::move(loaded->directory)));
  add_org_routes(router, org);
}

void TestProvider::change(const std::function<void(Directory&)>& edit) {
  auto changed = std::make_shared<Directory>(*org.directory());
  edit(*changed);
  changed->index();
  org.set_directory(std::move(changed));
}

void TestProvider::change_app(std::string_view client_id, const std::function<void(AppIntegration&)>& edit) {
  change([&](Directory& directory) {
    for (AppIntegration& app : directory.apps)
      if (app.client_id == client_id) edit(app);
  });
}

void TestProvider::change_server(std::string_view id, const std::function<void(AuthorizationServer&)>& edit) {
  change([&](Directory& directory) {
    for (AuthorizationServer& server : directory.authorization_servers)
      if (server.id == id) edit(server);
  });
}

std::string TestProvider::newest_entry() const {
  const auto entries = org.journal.read(org.journal.last_sequence() - 1, 1);
  return entries.empty() ? std::string() : entries.front().json;
}

http::Response TestProvider::send(http::Request request) {
  if (request.method == "POST" && request.header("Content-Length").empty())
    request.headers.emplace_back("Content-Length", std::to_string(request.body.size()));
  std::vector<std::string> allowed;
  if (const http::Handler* handler = router.find(request, allowed)) return (*handler)(request).unpack();
  return allowed.empty() ? unknown_path(org, request) : method_not_allowed(org, request, allowed);
}

http::Response TestProvider::get(std::string_view target, http::Headers headers) {
  return send(get_request(target, std::move(headers)));
}

http::Response TestProvider::post(std::string_view target, const Params& form, http::Headers headers) {
  return send(post_request(target, form, std::move(headers)));
}

void allow_all_response_types(TestProvider& provider, std::string_view client_id) {
  provider.change_app(client_id, [](AppIntegration& app) {
    app.grant_types = {protocol::GrantType::authorization_code, protocol::GrantType::implicit};
    app.response_types = {"code", "token", "id_token"};
  });
}

Params web_request() {
  return {{"client_id", std::string(kWebApp)},
          {"redirect_uri", std::string(kWebCallback)},
          {"response_type", "code"},
          {"scope", "openid profile email"},
          {"state", "s-1"},
          {"nonce", "n-1"}};
}
Params spa_request() {
  return {{"client_id", std::string(kSpa)},
          {"redirect_uri", std::string(kSpaCallback)},
          {"response_type", "code"},
          {"scope", "openid profile email"},
          {"state", "s-1"},
          {"nonce", "n-1"},
          {"code_challenge", protocol::code_challenge_s256(kVerifier)},
          {"code_challenge_method", "S256"}};
}
Params web_redemption(std::string_view code) {
  return {{"grant_type", "authorization_code"},
          {"code", std::string(code)},
          {"redirect_uri", std::string(kWebCallback)}};
}
http::Headers web_credentials() { return {{"Authorization", basic_credentials(kWebApp, kWebSecret)}}; }
Params spa_redemption(std::string_view code) {
  return {{"grant_type", "authorization_code"},
          {"code", std::string(code)},
          {"redirect_uri", std::string(kSpaCallback)},
          {"client_id", std::string(kSpa)},
          {"code_verifier", std::string(kVerifier)}};
}

Params offline_request() { return with(web_request(), "scope", "openid profile email offline_access"); }

Params refreshing(std::string_view refresh_token) {
  return {{"grant_type", "refresh_token"}, {"refresh_token", std::string(refresh_token)}};
}

std::string web_refresh_token(TestProvider& provider, std::string_view server) {
  const auto tokens = web_tokens(provider, server, offline_request());
  return tokens.value("refresh_token", std::string());
}

// A code for alice at the sample web app.
std::string web_code(TestProvider& provider, std::string_view server, const Params& request) {
  TestBrowser browser(provider);
  return std::string(redirect_params(browser.sign_in_to(server, request)).get("code"));
}
// The token response for one.
protocol::Json web_tokens(TestProvider& provider, std::string_view server, const Params& request) {
  const std::string code = web_code(provider, server, request);
  return json_of(provider.post(std::string(server) + "/v1/token", web_redemption(code), web_credentials()));
}

}  // namespace mockidp::testing
