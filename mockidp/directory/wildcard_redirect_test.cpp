#include "mockidp/directory/wildcard_redirect.h"

#include "mockidp/testing/catch.h"

namespace mockidp {

TEST_CASE("which wildcards may be registered", "[wildcard]") {
  struct Row {
    const char* registered;
    const char* objection;
  };
  const Row rows[] = {
      {"https://redirect-*-domain.example.com/oidc/redirect", ""},
      {"https://*.example.com/cb", ""},
      {"https://*.example.com:8443/cb?x=1", ""},
      {"https://a*.example.co.uk/cb", ""},
      {"https://*.com/cb", "a label between"},
      {"https://*/cb", "a label between"},
      {"https://*.*.example.com/cb", "only one *"},
      {"https://*.example.com/*", "only one *"},
      {"https://www.*.example.com/cb", "lowest-level label"},
      {"https://www.example.com/*", "lowest-level label"},
      {"https://www.example.com/cb?x=*", "lowest-level label"},
      {"http://*.example.com/cb", "https only"},
      {"http://*.localhost:8080/cb", "https only"},
      {"com.example.app:/*", "https only"},
      {"https://*@www.example.com/cb", "user name"},
      {"https://-*.example.com/cb", "not the name of one"},
      {"https://*-.example.com/cb", "not the name of one"},
      {"https://*..com/cb", "not the name of one"},
      {"https://*.example.com./cb", "not the name of one"},
      {"https://*.0.0.1/cb", "not the name of one"},
      {"*.example.com/cb", "not an absolute URI"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.registered);
    const auto objection = objection_to_wildcard(row.registered);
    if (*row.objection == '\0') CHECK(objection == "");
    CHECK_THAT(objection, ContainsSubstring(row.objection));
  }
}

TEST_CASE("a wildcard stands for what may be part of one label", "[wildcard]") {
  const std::string between = "https://redirect-*-domain.example.com/oidc/redirect";
  const std::string whole = "https://*.example.com:8443/cb?x=1";
  struct Row {
    const std::string& registered;
    std::string presented;
    bool matches;
  };
  const Row rows[] = {
      {between, "https://redirect-1-domain.example.com/oidc/redirect", true},
      {between, "https://redirect-sub-domain.example.com/oidc/redirect", true},
      {between, "https://redirect-A9-domain.example.com/oidc/redirect", true},
      {between, "https://redirect-1.sub-domain.example.com/oidc/redirect", false},
      {between, "https://redirect--domain.example.com/oidc/redirect", false},
      {between, "https://redirect-_-domain.example.com/oidc/redirect", false},
      {between, "https://redirect-%31-domain.example.com/oidc/redirect", false},
      {between, "https://redirect-1-domain.example.com/oidc/redirect/", false},
      {between, "https://redirect-1-domain.example.com/oidc/redirect#x", false},
      {between, "https://redirect-1-domain.example.com:443/oidc/redirect", false},
      {between, "http://redirect-1-domain.example.com/oidc/redirect", false},
      {between, "HTTPS://redirect-1-domain.example.com/oidc/redirect", false},
      {between, "https://redirect-evil.example/-domain.example.com/oidc/redirect", false},
      {between, "https://redirect-evil.example:1-domain.example.com/oidc/redirect", false},
      {between, "https://redirect-x@evil-domain.example.com/oidc/redirect", false},
      {between, "https://redirect-*-domain.example.com/oidc/redirect", false},
      {between, "https://redirect-\xC3\xA9-domain.example.com/oidc/redirect", false},
      {whole, "https://a.example.com:8443/cb?x=1", true},
      {whole, "https://a-b.example.com:8443/cb?x=1", true},
      {whole, "https://.example.com:8443/cb?x=1", false},
      {whole, "https://-a.example.com:8443/cb?x=1", false},
      {whole, "https://a-.example.com:8443/cb?x=1", false},
      {whole, "https://a.b.example.com:8443/cb?x=1", false},
      {whole, "https://a.example.com:8444/cb?x=1", false},
      {whole, "https://a.example.com:8443/cb?x=2", false},
      {whole, "https://a.example.com:8443/cb", false},
      {whole, "https://a.EXAMPLE.com:8443/cb?x=1", false},
      {whole, "https://evil.example/?.example.com:8443/cb?x=1", false},
      {whole, "https://" + std::string(63, 'a') + ".example.com:8443/cb?x=1", true},
      {whole, "https://" + std::string(64, 'a') + ".example.com:8443/cb?x=1", false},
      {whole, "", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.registered, row.presented);
    CHECK(matches_wildcard(row.registered, row.presented) == row.matches);
  }
}

TEST_CASE("a URI that may not be registered matches nothing", "[wildcard]") {
  CHECK_FALSE(matches_wildcard("https://*.com/cb", "https://evil.com/cb"));
  CHECK_FALSE(matches_wildcard("http://*.example.com/cb", "http://a.example.com/cb"));
  CHECK_FALSE(matches_wildcard("https://www.example.com/cb", "https://www.example.com/cb"));
}

}  // namespace mockidp
