#include "mockidp/token/claims.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/testing/catch.h"
#include "mockidp/token/token_scene_test.h"

namespace mockidp {
namespace {

using Names = std::vector<std::string>;

Names members_of(const protocol::Json& object) {
  Names names;
  for (const auto& [name, value] : object.items()) names.push_back(name);
  return names;
}

}  // namespace

TEST_CASE("an ID token beside an access token is thin, its claims in Okta's order", "[token]") {
  protocol::SeededRandom random(1);
  const auto claims = id_token_claims(TokenScene{}.id_token(), random);
  CHECK(members_of(claims) == Names{"sub", "name", "email", "ver", "iss", "aud", "iat", "exp", "jti", "amr",
                                    "idp", "nonce", "preferred_username", "auth_time", "at_hash"});
  CHECK(claims["sub"] == "00u17pgcqyoyiNmdL698");
  CHECK(claims["name"] == "John Doe");
  CHECK(claims["email"] == "john@example.com");
  CHECK(claims["ver"] == 1);
  CHECK(claims["iss"] == "http://localhost:7070/oauth2/default");
  CHECK(claims["aud"] == "0oa17n5mtdmEXDT8x698");
  CHECK(claims["iat"] == 1767225600);
  CHECK(claims["exp"] == 1767229200);
  CHECK(claims["amr"] == protocol::Json{"pwd"});
  CHECK(claims["idp"] == "00o17ln5mf35oxO9l698");
  CHECK(claims["nonce"] == "n-0S6_WzA2Mj");
  CHECK(claims["preferred_username"] == "john.doe@example.com");
  CHECK(claims["auth_time"] == 1767225590);
  CHECK(claims["at_hash"] == protocol::half_hash("an.access.token"));
}

TEST_CASE("an ID token holds only what its request and scopes ask for", "[token]") {
  protocol::SeededRandom random(1);
  TokenScene scene;
  SECTION("openid alone, without nonce") {
    scene.scopes = {"openid"};
    scene.nonce.clear();
    CHECK(members_of(id_token_claims(scene.id_token(), random)) ==
          Names{"sub", "ver", "iss", "aud", "iat", "exp", "jti", "amr", "idp", "auth_time", "at_hash"});
  }
  SECTION("without an access token") {
    scene.access_token.clear();
    CHECK_FALSE(id_token_claims(scene.id_token(), random).contains("at_hash"));
  }
  SECTION("beside a code") {
    const std::string code = "a-code";
    auto facts = scene.id_token();
    facts.code = code;
    const auto claims = id_token_claims(facts, random);
    CHECK(claims["c_hash"] == protocol::half_hash(code));
    CHECK(members_of(claims).back() == "c_hash");
  }
  SECTION("fat") {
    scene.contents = IdTokenContents::fat;
    scene.scopes = {"openid", "profile", "email", "address", "phone"};
    CHECK(members_of(id_token_claims(scene.id_token(), random)) == Names{"sub",
                                                                         "name",
                                                                         "email",
                                                                         "ver",
                                                                         "iss",
                                                                         "aud",
                                                                         "iat",
                                                                         "exp",
                                                                         "jti",
                                                                         "amr",
                                                                         "idp",
                                                                         "nonce",
                                                                         "preferred_username",
                                                                         "nickname",
                                                                         "given_name",
                                                                         "middle_name",
                                                                         "family_name",
                                                                         "profile",
                                                                         "picture",
                                                                         "website",
                                                                         "gender",
                                                                         "birthdate",
                                                                         "zoneinfo",
                                                                         "locale",
                                                                         "updated_at",
                                                                         "email_verified",
                                                                         "address",
                                                                         "phone_number",
                                                                         "auth_time",
                                                                         "at_hash"});
  }
}

TEST_CASE("an access token of a person has Okta's claims in Okta's order", "[token]") {
  protocol::SeededRandom random(1);
  const TokenScene scene;
  const auto claims = access_token_claims(scene.access_token_of(&scene.person), random);
  CHECK(members_of(claims) ==
        Names{"ver", "jti", "iss", "aud", "iat", "exp", "cid", "uid", "scp", "auth_time", "sub"});
  CHECK(claims["aud"] == "api://default");
  CHECK(claims["iat"] == 1767225600);
  CHECK(claims["exp"] == 1767232800);
  CHECK(claims["cid"] == "0oa17n5mtdmEXDT8x698");
  CHECK(claims["uid"] == "00u17pgcqyoyiNmdL698");
  CHECK(claims["scp"] == protocol::Json{"openid", "profile", "email"});
  CHECK(claims["auth_time"] == 1767225590);
  CHECK(claims["sub"] == "john.doe@example.com");
}

TEST_CASE("an access token without a person is the client's own", "[token]") {
  protocol::SeededRandom random(1);
  TokenScene scene;
  scene.scopes = {"orders.read"};
  const auto claims = access_token_claims(scene.access_token_of(nullptr), random);
  CHECK(members_of(claims) == Names{"ver", "jti", "iss", "aud", "iat", "exp", "cid", "scp", "sub"});
  CHECK(claims["sub"] == "0oa17n5mtdmEXDT8x698");
}

TEST_CASE("acr stands where Okta has it, and only if it was asked for", "[token]") {
  protocol::SeededRandom random(1);
  TokenScene scene;
  CHECK_FALSE(id_token_claims(scene.id_token(), random).contains("acr"));
  scene.acr = "urn:okta:loa:2fa:any";
  const auto id_token = id_token_claims(scene.id_token(), random);
  CHECK(members_of(id_token) == Names{"sub", "name", "email", "ver", "iss", "aud", "iat", "exp", "jti", "amr",
                                      "acr", "idp", "nonce", "preferred_username", "auth_time", "at_hash"});
  CHECK(id_token["acr"] == "urn:okta:loa:2fa:any");
  const auto access_token = access_token_claims(scene.access_token_of(&scene.person), random);
  CHECK(members_of(access_token) ==
        Names{"ver", "jti", "iss", "aud", "iat", "exp", "acr", "cid", "uid", "scp", "auth_time", "sub"});
  CHECK(access_token["acr"] == "urn:okta:loa:2fa:any");
}

TEST_CASE("the key that an access token is bound to stands behind acr", "[token]") {
  TokenScene scene;
  scene.acr = "urn:okta:loa:2fa:any";
  protocol::SeededRandom random(1);
  AccessTokenFacts facts = scene.access_token_of(&scene.person);
  CHECK_FALSE(access_token_claims(facts, random).contains("cnf"));
  facts.dpop_jkt = "thumbprint";
  const auto claims = access_token_claims(facts, random);
  CHECK(members_of(claims) == Names{"ver", "jti", "iss", "aud", "iat", "exp", "acr", "cnf", "cid", "uid",
                                    "scp", "auth_time", "sub"});
  CHECK(claims["cnf"] == protocol::Json{{"jkt", "thumbprint"}});
}

TEST_CASE("a jti has Okta's shape, differs each time, and leads back to the grant", "[token]") {
  protocol::SeededRandom random(1);
  const TokenScene scene;
  const std::string first = access_token_claims(scene.access_token_of(&scene.person), random)["jti"];
  const std::string second = access_token_claims(scene.access_token_of(&scene.person), random)["jti"];
  const std::string id_token = id_token_claims(scene.id_token(), random)["jti"];
  CHECK(first.size() == 46);
  CHECK(first.starts_with("AT."));
  CHECK(first != second);
  CHECK(grant_of_jti(first) == "0123456789abcdef");
  CHECK(grant_of_jti(second) == "0123456789abcdef");
  CHECK(id_token.size() == 46);
  CHECK(id_token.starts_with("ID."));
}

TEST_CASE("what is no jti of ours leads to no grant", "[token]") {
  const std::string right(43, 'A');
  CHECK(grant_of_jti("AT." + right) == std::string(16, '\0'));
  CHECK(grant_of_id_token_jti("ID." + right) == std::string(16, '\0'));
  CHECK(grant_of_id_token_jti("AT." + right).empty());
  for (const std::string& jti : std::vector<std::string>{
           "", "AT.", right, "ID." + right, "at." + right, "AT." + right + "A", "AT." + right.substr(1),
           "AT." + right.substr(1) + "=", "AT." + right.substr(1) + "B"}) {
    CAPTURE(jti);
    CHECK(grant_of_jti(jti).empty());
  }
}

TEST_CASE("an access token's jti tells how its person signed in", "[token]") {
  protocol::SeededRandom random(1);
  TokenScene scene;
  const auto told = [&](Names amr) {
    scene.amr = std::move(amr);
    const auto claims = access_token_claims(scene.access_token_of(&scene.person), random);
    CHECK(claims["jti"].get<std::string>().size() == 46);
    return amr_of_jti(claims["jti"].get<std::string>());
  };
  for (const Names& amr : std::vector<Names>{
           {}, {"pwd"}, {"mfa", "pwd", "sms"}, {"mfa", "pwd", "sms", "tel", "otp", "kba", "email", "pop"}})
    CHECK(told(amr) == amr);
  CHECK(told({"pwd", "face"}).empty());
  CHECK(told(Names(9, "pwd")).empty());
  CHECK(amr_of_jti(access_token_claims(scene.access_token_of(nullptr), random)["jti"].get<std::string>())
            .empty());
  CHECK(amr_of_jti("ID." + std::string(43, 'A')).empty());
}

TEST_CASE("userinfo has every claim of the scopes, in Okta's order", "[token]") {
  const auto claims = userinfo_claims(person_with_profile(),
                                      {"openid", "profile", "email", "address", "phone", "offline_access"});
  CHECK(members_of(claims) == Names{"sub", "name", "nickname", "given_name", "middle_name", "family_name",
                                    "profile", "picture", "website", "gender", "birthdate", "zoneinfo",
                                    "locale", "updated_at", "email", "email_verified", "address",
                                    "phone_number", "preferred_username"});
  CHECK(claims["nickname"] == "Jimmy");
  CHECK(claims["given_name"] == "John");
  CHECK(claims["middle_name"] == "James");
  CHECK(claims["family_name"] == "Doe");
  CHECK(claims["profile"] == "https://example.com/john.doe");
  CHECK(claims["zoneinfo"] == "Europe/Berlin");
  CHECK(claims["locale"] == "en-US");
  CHECK(claims["updated_at"] == 1311280970);
  CHECK(claims["email_verified"] == true);
  auto unverified = person_with_profile();
  unverified.email_verified = false;
  CHECK(userinfo_claims(unverified, {"openid", "email"})["email_verified"] == false);
  CHECK(
      protocol::to_text(claims["address"]) ==
      R"({"street_address":"123 Hollywood Blvd.","locality":"Los Angeles","region":"CA","postal_code":"90210",)"
      R"("country":"US"})");
  CHECK(claims["phone_number"] == "+1 (425) 555-1212");
}

TEST_CASE("what a person does not have is left out", "[token]") {
  Person person = person_with_little();
  const Names all{"openid", "profile", "email", "address", "phone"};
  const auto claims = userinfo_claims(person, all);
  CHECK(members_of(claims) == Names{"sub", "name", "given_name", "family_name", "zoneinfo", "locale",
                                    "updated_at", "preferred_username"});
  CHECK(claims["name"] == "Mary Major");
  CHECK(claims["zoneinfo"] == "America/Los_Angeles");
  CHECK(claims["locale"] == "en_US");

  person.profile["primaryPhone"] = "+49 30 123";
  person.profile["city"] = "Berlin";
  CHECK(userinfo_claims(person, all)["phone_number"] == "+49 30 123");
  CHECK(protocol::to_text(userinfo_claims(person, all)["address"]) == R"({"locality":"Berlin"})");
}

TEST_CASE("each scope grants its own claims and no other's", "[token]") {
  const auto granted = [](const char* scope) {
    return members_of(userinfo_claims(person_with_profile(), {"openid", scope}));
  };
  CHECK(granted("openid") == Names{"sub"});
  CHECK(granted("email") == Names{"sub", "email", "email_verified"});
  CHECK(granted("phone") == Names{"sub", "phone_number"});
  CHECK(granted("address") == Names{"sub", "address"});
  CHECK(granted("offline_access") == Names{"sub"});
}

}  // namespace mockidp
