#include "client/rp/discovery.h"

#include "client/rp/fake_provider_for_test.h"
#include "mockidp/testing/catch.h"

using namespace rp;
using namespace std::chrono_literals;
using protocol::from_unix;
using protocol::Json;

namespace {

std::string metadata_refusal(const Json& document, const Settings& settings = test_settings()) {
  const auto metadata = parse_metadata(protocol::to_text(document), settings);
  return metadata ? "" : metadata.error().error;
}

Json metadata_with(const char* member, Json value) {
  Json document = FakeProvider().metadata;
  document[member] = std::move(value);
  return document;
}

}  // namespace

TEST_CASE("metadata of the configured issuer is read", "[discovery]") {
  const auto metadata = parse_metadata(protocol::to_text(FakeProvider().metadata), test_settings());
  REQUIRE(metadata);
  CHECK(metadata->issuer == kTestIssuer);
  CHECK(metadata->authorization_endpoint == kTestIssuer + "/v1/authorize");
  CHECK(metadata->token_endpoint == kTestIssuer + "/v1/token");
  CHECK(metadata->jwks_uri == kTestIssuer + "/v1/keys");
  CHECK(metadata->userinfo_endpoint == kTestIssuer + "/v1/userinfo");
  CHECK(metadata->end_session_endpoint == kTestIssuer + "/v1/logout");
  CHECK_FALSE(metadata->promises_iss_parameter);
  CHECK(
      parse_metadata(protocol::to_text(metadata_with("authorization_response_iss_parameter_supported", true)),
                     test_settings())
          ->promises_iss_parameter);
}

TEST_CASE("metadata about another issuer is refused", "[discovery]") {
  const auto issuer =
      GENERATE(as<std::string>(), "https://idp.example/oauth2/other", "https://idp.example/oauth2/default/",
               "https://IDP.example/oauth2/default", "https://idp.example/oauth2/default2",
               "https://idp.example:443/oauth2/default", "http://idp.example/oauth2/default", "");
  CAPTURE(issuer);
  CHECK(metadata_refusal(metadata_with("issuer", issuer)) == "metadata_issuer");
}

TEST_CASE("a slash at the end of the configured issuer is forgiven", "[discovery]") {
  Settings settings = test_settings();
  settings.issuer += '/';
  CHECK(metadata_refusal(FakeProvider().metadata, settings) == "");
  CHECK(metadata_refusal(metadata_with("issuer", settings.issuer), settings) == "");
  CHECK(metadata_url(settings) == kTestIssuer + "/.well-known/openid-configuration");
  settings.issuer += '/';
  CHECK(metadata_refusal(FakeProvider().metadata, settings) == "metadata_issuer");
}

TEST_CASE("what a sign-in needs has to be there", "[discovery]") {
  const auto member = GENERATE("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri");
  CAPTURE(member);
  Json document = FakeProvider().metadata;
  document.erase(member);
  CHECK(metadata_refusal(document) == "metadata_incomplete");
}

TEST_CASE("what a sign-in can do without may be missing, but not be wrong", "[discovery]") {
  const auto member = GENERATE("userinfo_endpoint", "end_session_endpoint", "revocation_endpoint");
  CAPTURE(member);
  Json document = FakeProvider().metadata;
  document.erase(member);
  CHECK(metadata_refusal(document) == "");
  CHECK(metadata_refusal(metadata_with(member, 1)) == "metadata_type");
  CHECK(metadata_refusal(metadata_with(member, nullptr)) == "metadata_type");
}

TEST_CASE("endpoints stay where the issuer is", "[discovery]") {
  const auto member = GENERATE("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint",
                               "end_session_endpoint", "revocation_endpoint");
  const auto endpoint =
      GENERATE("http://idp.example/oauth2/default/x", "https://evil.example/x", "https://idp.example:8443/x",
               "https://idp.example@evil.example/x", "https://user@idp.example/x", "http://127.0.0.1/x",
               "https://idp.example/x#y", "/oauth2/default/x", "file:///etc/passwd", "");
  CAPTURE(member, endpoint);
  CHECK(metadata_refusal(metadata_with(member, endpoint)) == "metadata_endpoint");
}

TEST_CASE("endpoints elsewhere can be allowed, but never without TLS", "[discovery]") {
  Settings settings = test_settings();
  settings.allow_endpoints_on_other_origins = true;
  CHECK(metadata_refusal(metadata_with("token_endpoint", "https://other.example/t"), settings) == "");
  CHECK(metadata_refusal(metadata_with("token_endpoint", "http://other.example/t"), settings) ==
        "metadata_endpoint");
  CHECK(metadata_refusal(metadata_with("token_endpoint", "http://127.0.0.1/t"), settings) ==
        "metadata_endpoint");
}

TEST_CASE("a document that is no JSON object is refused", "[discovery]") {
  const auto text = GENERATE(as<std::string>(), "", "[]", "null", "<html>", "{", "\xef\xbb\xbf{}",
                             R"({"issuer":1,"issuer":2})");
  CAPTURE(text);
  const auto metadata = parse_metadata(text, test_settings());
  REQUIRE_FALSE(metadata);
  CHECK(metadata.error().error == "metadata_json");
}

TEST_CASE("an issuer without TLS is met on one's own machine only", "[discovery]") {
  FakeProvider provider;
  Settings settings = test_settings();
  const auto fetches = [&](const std::string& issuer) {
    settings.issuer = issuer;
    Discovery discovery(settings, provider);
    const auto before = provider.count();
    (void)discovery.metadata(from_unix(0));
    return provider.count() != before;
  };
  CHECK(fetches("http://localhost:7070/oauth2/default"));
  CHECK(fetches("http://127.0.0.1:7070/oauth2/default"));
  CHECK_FALSE(fetches("http://idp.example/oauth2/default"));
  CHECK_FALSE(fetches("ftp://idp.example"));
  CHECK_FALSE(fetches("idp.example"));
  settings.allow_http_beyond_loopback_for_test = true;
  CHECK(fetches("http://idp.example/oauth2/default"));
}

TEST_CASE("metadata is kept for its time and then fetched again", "[discovery]") {
  FakeProvider provider;
  const Settings settings = test_settings();
  Discovery discovery(settings, provider);
  CHECK(provider.count() == 0);
  protocol::ManualClock clock;
  REQUIRE(discovery.metadata(clock.now()));
  clock.advance(settings.metadata_max_age - 1s);
  REQUIRE(discovery.metadata(clock.now()));
  CHECK(provider.count() == 1);

  clock.advance(1s);
  provider.metadata["token_endpoint"] = kTestIssuer + "/v2/token";
  CHECK((*discovery.metadata(clock.now()))->token_endpoint == kTestIssuer + "/v2/token");
  CHECK(provider.count() == 2);
}

TEST_CASE("a provider that is down is not hammered, and is met again when it is back", "[discovery]") {
  FakeProvider provider;
  const Settings settings = test_settings();
  Discovery discovery(settings, provider);
  protocol::ManualClock clock;
  provider.instead["openid-configuration"] = [] {
    return protocol::fail(TransportError{TransportError::Kind::unreachable, "no route"});
  };
  const auto failed = discovery.metadata(clock.now());
  REQUIRE_FALSE(failed);
  CHECK(failed.error().kind == SignInFailure::Kind::unavailable);
  CHECK_FALSE(discovery.metadata(clock.now()));
  clock.advance(settings.failure_cool_down - 1s);
  CHECK_FALSE(discovery.metadata(clock.now()));
  CHECK(provider.count() == 1);

  provider.instead.clear();
  clock.advance(1s);
  CHECK(discovery.metadata(clock.now()));
  CHECK(provider.count() == 2);
}

TEST_CASE("metadata that is too old is not used when there is none anew", "[discovery]") {
  FakeProvider provider;
  const Settings settings = test_settings();
  Discovery discovery(settings, provider);
  protocol::ManualClock clock;
  REQUIRE(discovery.metadata(clock.now()));
  provider.instead["openid-configuration"] = [] { return HttpAnswer{.status = 500}; };
  clock.advance(settings.metadata_max_age);
  CHECK_FALSE(discovery.metadata(clock.now()));
}

TEST_CASE("a clock that is set back freezes no cache", "[discovery]") {
  FakeProvider provider;
  const Settings settings = test_settings();
  Discovery discovery(settings, provider);
  provider.instead["openid-configuration"] = [] { return HttpAnswer{.status = 500}; };
  CHECK_FALSE(discovery.metadata(from_unix(1'000'000)));
  provider.instead.clear();
  CHECK(discovery.metadata(from_unix(500'000)));
  CHECK(discovery.metadata(from_unix(100'000)));
  CHECK(provider.count() == 3);
}

TEST_CASE("only a 200 with JSON is a document", "[discovery]") {
  FakeProvider provider;
  const auto fetch = [&](HttpAnswer answer) {
    provider.instead["keys"] = [&] { return answer; };
    return static_cast<bool>(get_json_document(provider, kTestIssuer + "/v1/keys", "the key set", 10));
  };
  CHECK(fetch({.status = 200, .headers = {{"content-type", "application/json"}}, .body = "{}"}));
  CHECK(fetch({.status = 200, .headers = {{"content-type", "Application/JSON ; charset=x"}}, .body = "{}"}));
  CHECK_FALSE(fetch({.status = 200, .headers = {{"content-type", "text/html"}}, .body = "{}"}));
  CHECK_FALSE(fetch({.status = 200, .headers = {{"content-type", "application/jsonp"}}, .body = "{}"}));
  CHECK_FALSE(fetch({.status = 200, .body = "{}"}));
  CHECK_FALSE(fetch({.status = 302, .headers = {{"location", "https://evil.example/"}}}));
  CHECK_FALSE(fetch({.status = 404, .headers = {{"content-type", "application/json"}}, .body = "{}"}));
  CHECK(provider.last("keys").max_body_bytes == 10);
}
