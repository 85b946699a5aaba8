#include "client/rp/token_endpoint.h"

#include "client/rp/fake_provider_for_test.h"
#include "mockidp/testing/catch.h"

using namespace rp;
using namespace std::chrono_literals;
using protocol::Json;
using Kind = SignInFailure::Kind;
using Method = protocol::TokenEndpointAuthMethod;

namespace {

std::string header_of(const HttpCall& call, const std::string& name) {
  std::string found;
  for (const auto& [key, value] : call.headers)
    if (key == name) found += value;
  return found;
}

struct TokenRequest {
  FakeProvider provider;
  Settings settings = test_settings();
  protocol::TimePoint now = protocol::from_unix(1767225600);

  TokenRequest() { provider.expect_sign_in("n", now); }
  auto send() {
    return request_tokens(settings, *parse_metadata(protocol::to_text(provider.metadata), settings), provider,
                          {{"grant_type", "authorization_code"}, {"code", "c"}}, {"openid"}, now);
  }
  auto send_for(const HttpAnswer& answer) {
    provider.instead["token"] = [answer] { return answer; };
    return send();
  }
};

HttpAnswer with_json(const std::string& body, int status = 200) {
  return {.status = status, .headers = {{"content-type", "application/json"}}, .body = body};
}

}  // namespace

TEST_CASE("Basic credentials are form-encoded before they are joined", "[token]") {
  Settings settings = test_settings();
  settings.client_id = "a:b c";
  settings.client_secret = protocol::Secret("p%q+r~");
  const HttpCall call = authenticated_post(settings, "https://idp.example/token", {{"code", "c"}});
  CHECK(header_of(call, "Authorization") == "Basic " + protocol::base64_encode("a%3Ab+c:p%25q%2Br%7E"));
  CHECK(call.body == "code=c");
  CHECK(header_of(call, "Content-Type") == "application/x-www-form-urlencoded");
}

TEST_CASE("a client proves itself in exactly one way", "[token]") {
  Settings settings = test_settings();
  settings.client_authentication = Method::client_secret_post;
  const HttpCall post = authenticated_post(settings, "https://idp.example/token", {{"code", "c"}});
  CHECK(post.body == "code=c&client_id=0oa-client&client_secret=s3cret");
  CHECK(header_of(post, "Authorization") == "");

  settings.client_authentication = Method::none;
  const HttpCall none = authenticated_post(settings, "https://idp.example/token", {{"code", "c"}});
  CHECK(none.body == "code=c&client_id=0oa-client");
  CHECK(header_of(none, "Authorization") == "");
}

TEST_CASE("token answers are read strictly", "[token]") {
  TokenRequest request;
  const auto tokens = request.send();
  REQUIRE(tokens);
  CHECK(tokens->access_token.reveal() == "access-token");
  CHECK(tokens->id_token == request.provider.id_token());

  request.provider.token_body = {{"refresh_token", "r-1"}};
  CHECK(request.send()->refresh_token.reveal() == "r-1");
}

TEST_CASE("an answer that is no JSON object gives no tokens", "[token]") {
  TokenRequest request;
  const auto answer = GENERATE(values<HttpAnswer>({
      with_json(""),
      with_json("[]"),
      with_json("null"),
      with_json(R"({"access_token":"a","token_type":"Bearer")"),
      with_json(R"({"access_token":"a","access_token":"b","token_type":"Bearer"})"),
      {.status = 200,
       .headers = {{"content-type", "text/html"}},
       .body = R"({"access_token":"a","token_type":"Bearer"})"},
      {.status = 200, .body = R"({"access_token":"a","token_type":"Bearer"})"},
      {.status = 302, .headers = {{"location", "https://evil.example"}}},
      with_json(R"({"access_token":"a","token_type":"Bearer"})", 201),
      with_json(R"({"access_token":"a","token_type":"Bearer"})", 400),
  }));
  CAPTURE(answer.status, answer.body);
  const auto tokens = request.send_for(answer);
  REQUIRE_FALSE(tokens);
  CHECK(tokens.error().kind == Kind::response);
  CHECK(request.provider.count("token") == 1);
}

TEST_CASE("an error is an error, also with status 200", "[token]") {
  TokenRequest request;
  const auto refused = request.send_for(
      with_json(R"({"error":"invalid_grant","error_description":"PKCE verification failed."})",
                GENERATE(200, 400, 401)));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == Kind::token);
  CHECK(refused.error().error == "invalid_grant");
  CHECK(refused.error().description == "PKCE verification failed.");
  CHECK(request.provider.count("token") == 1);
}

TEST_CASE("tokens beside an error are not taken", "[token]") {
  TokenRequest request;
  request.provider.token_body = {{"error", GENERATE(values<Json>({"x", 1, false, Json::object()}))}};
  CHECK_FALSE(request.send());
}

TEST_CASE("a provider in trouble is not asked twice", "[token]") {
  TokenRequest request;
  const int status = GENERATE(429, 500, 502, 503);
  const auto refused = request.send_for(with_json("{}", status));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == Kind::unavailable);
  CHECK(request.provider.count("token") == 1);
}

TEST_CASE("no answer at all is a failure too", "[token]") {
  TokenRequest request;
  request.provider.instead["token"] = [] {
    return protocol::fail(TransportError{TransportError::Kind::timeout, "took too long"});
  };
  CHECK(request.send().error().kind == Kind::unavailable);
  CHECK(request.provider.count("token") == 1);
}

TEST_CASE("only bearer tokens are understood", "[token]") {
  TokenRequest request;
  for (const char* type : {"Bearer", "bearer", "BEARER"}) {
    request.provider.token_body = {{"token_type", type}};
    CHECK(request.send());
  }
  for (const Json& type : {Json("mac"), Json("DPoP"), Json(""), Json("bearer "), Json(1), Json()}) {
    request.provider.token_body = {{"token_type", type}};
    CAPTURE(protocol::to_text(type));
    CHECK(request.send().error().error == "token_type");
  }
}

TEST_CASE("there is no answer without an access token", "[token]") {
  TokenRequest request;
  for (const Json& token : {Json(), Json(""), Json(7), Json::array({"a"})}) {
    request.provider.token_body = {{"access_token", token}};
    CHECK(request.send().error().error == "access_token");
  }
}

TEST_CASE("a lifetime that makes no sense becomes a short one", "[token]") {
  TokenRequest request;
  request.provider.token_body = {{"expires_in", 60}};
  CHECK(request.send()->expires_at == request.now + 60s);
  for (const Json& lifetime :
       {Json(), Json("3600"), Json(0), Json(-5), Json(1e300), Json(INT64_MAX), Json(1.5)}) {
    request.provider.token_body = {{"expires_in", lifetime}};
    CAPTURE(protocol::to_text(lifetime));
    CHECK(request.send()->expires_at == request.now + 300s);
  }
}

TEST_CASE("scopes are those granted, or those asked for", "[token]") {
  TokenRequest request;
  CHECK(request.send()->scopes == std::vector<std::string>{"openid", "profile", "email"});
  request.provider.token_body = {{"scope", nullptr}};
  CHECK(request.send()->scopes == std::vector<std::string>{"openid"});
}
