#pragma once
// A provider without a network, for tests: the built-in org over the memory store, a clock that stands still,
// seeded randomness, and the routes of the org port called with Request values.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/json.h"

namespace mockidp::testing {

inline constexpr std::string_view kWebApp = "0oawebapp0mockidp001";
inline constexpr std::string_view kWebSecret = "webapp-secret-for-local-use-only";
inline constexpr std::string_view kWebCallback = "http://localhost:8080/authorization-code/callback";
inline constexpr std::string_view kSpa = "0oaspaapp0mockidp001";
inline constexpr std::string_view kSpaCallback = "http://localhost:9000/login/callback";
inline constexpr std::string_view kSpaOrigin = "http://localhost:9000";
inline constexpr std::string_view kService = "0oasvcapp0mockidp001";
inline constexpr std::string_view kServiceSecret = "service-secret-for-local-use-only";
inline constexpr std::string_view kVerifier = "a-code-verifier-of-the-tests-that-is-long-enough-0123456789";
inline constexpr std::string_view kAlice = "alice@example.com";
inline constexpr std::string_view kAlicePassword = "Redirect-flow-1";

inline constexpr std::string_view kDefaultServer = "/oauth2/default";
inline constexpr std::string_view kOrgServer = "/oauth2";
inline constexpr std::string_view kTokenPath = "/oauth2/default/v1/token";
inline constexpr std::string_view kIntrospectPath = "/oauth2/default/v1/introspect";
inline constexpr std::string_view kRevokePath = "/oauth2/default/v1/revoke";
inline constexpr std::string_view kUserinfoPath = "/oauth2/default/v1/userinfo";

using Params = protocol::Params;

// `params` with one of them set to another value, added, or (for nullptr) taken out.
Params with(const Params& params, std::string_view name, const char* value);
Params with(const Params& params, std::string_view name, const std::string& value);

http::Request get_request(std::string_view target, http::Headers headers = {});
http::Request post_request(std::string_view target, const Params& form, http::Headers headers = {});
std::string basic_credentials(std::string_view id, std::string_view secret);
http::Headers bearer_header(std::string_view access_token);
protocol::Json json_of(const http::Response& response);  // null if the body is no JSON
// What a redirect carries, in its order; from its fragment if it has one.
Params redirect_params(const http::Response& response);

class TestProvider {
 public:
  explicit TestProvider(std::string_view url = "http://localhost:7070");

  // A changed copy of the directory takes its place.
  void change(const std::function<void(Directory&)>& edit);
  void change_app(std::string_view client_id, const std::function<void(AppIntegration&)>& edit);
  void change_server(std::string_view id, const std::function<void(AuthorizationServer&)>& edit);

  std::string newest_entry() const;  // of the journal, as JSON

  http::Response send(http::Request request);
  http::Response get(std::string_view target, http::Headers headers = {});
  http::Response post(std::string_view target, const Params& form, http::Headers headers = {});

  protocol::ManualClock clock;
  protocol::SeededRandom random{1};
  std::unique_ptr<RecordStore> store;
  KeyPool pool;
  Org org;
  http::Router router;
};

// The app may have everything that authorize answers with: grants authorization_code and implicit.
void allow_all_response_types(TestProvider& provider, std::string_view client_id);

// Requests as the sample apps send them.
Params web_request();
Params spa_request();
Params web_redemption(std::string_view code);
http::Headers web_credentials();
Params spa_redemption(std::string_view code);
// As web_request(), with offline_access.
Params offline_request();
Params refreshing(std::string_view refresh_token);
// The refresh token of a fresh sign-in of alice at the sample web app.
std::string web_refresh_token(TestProvider& provider, std::string_view server = kDefaultServer);
// A code for alice at the sample web app.
std::string web_code(TestProvider& provider, std::string_view server = kDefaultServer,
                     const Params& request = web_request());
// The token response for one.
protocol::Json web_tokens(TestProvider& provider, std::string_view server = kDefaultServer,
                          const Params& request = web_request());

}  // namespace mockidp::testing
