#include <nlohmann/json.hpp>

#include "mockidp/directory/org_document.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_provider.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

constexpr std::string_view kDiscovery = "/oauth2/default/.well-known/openid-configuration";

const char* no_environment(const std::string&) { return nullptr; }

DirectorySnapshot built_in_org_at(const std::string& url) {
  auto loaded = load_org(*read_org_document(built_in_org_document()), url, no_environment);
  return loaded ? std::make_shared<const Directory>(std::move(loaded->directory)) : nullptr;
}

std::string issuer_for(TestProvider& provider, const http::Headers& headers) {
  http::Request request = get_request(kDiscovery);
  request.headers = headers;
  return json_of(provider.send(std::move(request))).value("issuer", "");
}

}  // namespace

TEST_CASE("an issuer that follows the host is that of each request, and its tokens are", "[host]") {
  TestProvider provider;
  provider.org.follow_address(built_in_org_at);
  CHECK(issuer_for(provider, {{"Host", "idp:7070"}}) == "http://idp:7070/oauth2/default");
  CHECK(issuer_for(provider, {{"Host", "LOCALHOST:80"}}) == "http://localhost/oauth2/default");
  CHECK(issuer_for(provider, {{"Host", "id.example.test"}, {"X-Forwarded-Proto", "https"}}) ==
        "https://id.example.test/oauth2/default");
  CHECK(issuer_for(provider, {{"Host", "idp:7070"}}) == "http://idp:7070/oauth2/default");

  http::Request token =
      post_request(kTokenPath, {{"grant_type", "client_credentials"}, {"scope", "api.read"}},
                   {{"Authorization", basic_credentials(kService, kServiceSecret)}});
  std::erase_if(token.headers, [](const auto& header) { return header.first == "Host"; });
  token.headers.emplace_back("Host", "idp:7070");
  const auto answer = json_of(provider.send(std::move(token)));
  const std::string access_token = answer.value("access_token", "");
  const auto parts = protocol::split_jws(access_token);
  REQUIRE(parts);
  CHECK(protocol::parse_json(parts->payload_json)->value("iss", "") == "http://idp:7070/oauth2/default");
}

TEST_CASE("without the switch a Host changes no issuer", "[host]") {
  TestProvider provider;
  CHECK(issuer_for(provider, {{"Host", "evil.example"}, {"X-Forwarded-Proto", "https"}}) ==
        "http://localhost:7070/oauth2/default");
}
