// Each defect opens the hole that it says, and the correct client has none of them.

#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "client/breakable/broken_shop_for_test.h"
#include "client/breakable/leave_out.h"
#include "client/breakable/public_key_pem.h"
#include "mockidp/protocol/uri.h"
#include "mockidp/testing/catch.h"

using namespace breakable;
using protocol::Json;

namespace {

// Whether it succeeded.
using Attack = std::function<bool(BrokenShop&, TestBrowser&)>;
using ChangeToken = std::function<void(rp::FakeProvider&)>;

// A sign-in whose ID token or userinfo is not what it should be.
Attack sign_in_with(ChangeToken change) {
  return [change](BrokenShop& shop, TestBrowser& browser) {
    const auto state = browser.leave();
    change(shop.provider);
    browser.come_back_with_code(state);
    return browser.signed_in();
  };
}
Attack sign_in_with_claim(const char* claim, const Json& value) {
  return sign_in_with([=](rp::FakeProvider& provider) { provider.claims[claim] = value; });
}
Attack sign_in_without_claim(const char* claim) {
  return sign_in_with([=](rp::FakeProvider& provider) { provider.claims.erase(claim); });
}

// The ID token as `forge` makes it of the claims.
Attack sign_in_with_forged(std::function<std::string(const rp::FakeProvider&)> forge) {
  return sign_in_with([forge](rp::FakeProvider& provider) {
    provider.token_body = Json{{"id_token", forge(provider)}};
  });
}

std::string flipped(const rp::FakeProvider& provider) {
  auto token = provider.id_token();
  auto& letter = token[token.size() - 10];
  letter = letter == 'A' ? 'B' : 'A';
  return token;
}
std::string unsigned_token(const rp::FakeProvider& provider) {
  return protocol::signing_input(R"({"alg":"nOnE"})", protocol::to_text(provider.claims)) + ".";
}
std::string with_public_key_as_secret(const rp::FakeProvider& provider) {
  const auto input = protocol::signing_input(R"({"alg":"HS256"})", protocol::to_text(provider.claims));
  const auto mac = protocol::hmac_sha256(provider.signing->public_pem(), input);
  return input + "." + protocol::base64url_encode(protocol::as_view(mac));
}
std::string with_embedded_key(const rp::FakeProvider& provider) {
  const auto& key = *rp::second_test_key();
  const Json header{{"alg", "RS256"}, {"kid", key.kid()}, {"jwk", protocol::to_jwk(key)}};
  return protocol::sign_compact(key, protocol::to_text(header), protocol::to_text(provider.claims));
}

Attack come_back_with(std::function<std::string(const std::string& state)> query) {
  return [query](BrokenShop&, TestBrowser& browser) {
    browser.come_back(query(browser.leave()));
    return browser.signed_in();
  };
}

bool lead_to(TestBrowser& browser, const std::string& wanted, const std::string& location) {
  return browser.sign_in("/login?return_to=" + protocol::percent_encode(wanted)).header("Location") ==
         location;
}

bool in_browser_of_victim(BrokenShop& shop, TestBrowser& attacker) {
  TestBrowser victim(shop);
  victim.come_back_with_code(attacker.leave());
  return victim.signed_in();
}

bool with_planted_key(BrokenShop& shop, TestBrowser& victim) {
  TestBrowser attacker(shop);
  attacker.leave();
  victim.cookies = attacker.cookies;
  victim.sign_in();
  return attacker.signed_in();
}

bool finds_profile_of_other(BrokenShop& shop, TestBrowser& browser) {
  browser.sign_in();
  const auto state = browser.leave();
  shop.provider.claims["sub"] = "00u-bob";
  shop.provider.userinfo = Json{{"sub", "00u-bob"}, {"email", "bob@app.example"}};
  browser.come_back_with_code(state);
  return browser.get("/profile").body.find("alice@app.example") != std::string::npos;
}

bool redeems_twice(BrokenShop& shop, TestBrowser& browser) {
  const auto state = browser.leave();
  browser.come_back_with_code(state);
  browser.come_back_with_code(state);
  return shop.provider.count("token") == 2;
}

bool is_signed_out_by_reload(BrokenShop&, TestBrowser& browser) {
  const auto state = browser.leave();
  browser.come_back_with_code(state);
  browser.come_back_with_code(state);
  return !browser.signed_in();
}

Attack cookie_lacks(const std::string& attribute) {
  return [attribute](BrokenShop&, TestBrowser& browser) {
    return browser.get("/login").header("Set-Cookie").find(attribute) == std::string_view::npos;
  };
}

Attack stranger_sees(const std::string& path) {
  return [path](BrokenShop& shop, TestBrowser& browser) {
    browser.sign_in();
    browser.get("/profile");
    const auto seen = TestBrowser(shop).get(path);
    return seen.body.find("00u-alice") != std::string::npos ||
           seen.body.find("eighty degrees") != std::string::npos;
  };
}

bool is_still_in_after_sign_out(BrokenShop&, TestBrowser& browser) {
  browser.sign_in();
  browser.send("POST", "/logout", "csrf=" + browser.csrf());
  return browser.signed_in();
}

Attack sign_out_lacks(const std::string& parameter) {
  return [parameter](BrokenShop&, TestBrowser& browser) {
    browser.sign_in();
    const auto left = browser.send("POST", "/logout", "csrf=" + browser.csrf());
    return left.header("Location").find(parameter + "=") == std::string_view::npos;
  };
}

std::string with_unknown_key(const rp::FakeProvider& provider) {
  const auto& key = *rp::second_test_key();
  return protocol::sign_compact(key, protocol::okta_jws_header(key.kid()),
                                protocol::to_text(provider.claims));
}

bool asks_for_keys_at_each_stranger(BrokenShop& shop, TestBrowser& browser) {
  for (int i = 0; i < 3; ++i) sign_in_with_forged(with_unknown_key)(shop, browser);
  return shop.provider.count("keys") > 2;
}

bool never_sees_new_keys(BrokenShop& shop, TestBrowser& browser) {
  browser.sign_in();
  shop.provider.published = {rp::second_test_key()};
  shop.provider.signing = rp::second_test_key();
  TestBrowser next(shop);
  next.sign_in();
  return !next.signed_in();
}

std::string way_after_refusal(TestBrowser& browser) {
  const auto asked = rp::query_of(std::string(browser.get("/members").header("Location")));
  return std::string(
      browser.come_back("error=access_denied&state=" + std::string(asked.get("state"))).header("Location"));
}

const std::string kInitiated = "/login?iss=" + protocol::percent_encode(rp::kTestIssuer);

bool asks_for(TestBrowser& browser, const std::string& prompt) {
  return rp::query_of(std::string(browser.get("/login").header("Location"))).get("prompt") == prompt;
}

bool loses_the_first_of_two(BrokenShop& shop, TestBrowser& browser) {
  const auto state = browser.leave();
  const auto nonce = shop.provider.claims["nonce"];
  browser.leave();
  shop.provider.claims["nonce"] = nonce;
  browser.come_back_with_code(state);
  return !browser.signed_in();
}

std::string token_of_org_server() {
  const auto& key = *rp::first_test_key();
  return protocol::sign_compact(key, protocol::okta_jws_header(key.kid()),
                                R"({"aud":"https://idp.example"})");
}

bool is_out_with_token_of_org_server(BrokenShop& shop, TestBrowser& browser) {
  const auto state = browser.leave();
  shop.provider.claims.erase("at_hash");
  shop.provider.token_body = Json{{"access_token", token_of_org_server()}};
  browser.come_back_with_code(state);
  return !browser.signed_in();
}

bool hands_out_long_cookie(BrokenShop& shop, TestBrowser& browser) {
  const auto state = browser.leave();
  shop.provider.claims["groups"] = std::string(5000, 'g');
  return browser.come_back_with_code(state).header("Set-Cookie").size() > 5000;
}

bool opens_without_session(BrokenShop&, TestBrowser& browser) {
  browser.sign_in();
  browser.get("/profile");
  browser.cookies.erase("webapp_session");
  return browser.signed_in();
}

struct Case {
  const char* defect;
  Attack attack;
};

std::vector<Case> sign_in_attacks() {
  const auto now = protocol::to_unix(protocol::SystemClock().now());
  return {
      {"state_unchecked", come_back_with([](const auto&) { return "code=c&state=made-up"; })},
      {"state_unchecked", come_back_with([](const auto&) { return "code=c"; })},
      {"missing_state_forgiven", come_back_with([](const auto&) { return "code=c"; })},
      {"missing_state_forgiven", come_back_with([](const auto&) { return "code=c&state="; })},
      {"error_beside_code_ignored",
       come_back_with([](const auto& state) { return "code=c&error=access_denied&state=" + state; })},
      {"transactions_shared", in_browser_of_victim},
      {"posted_transactions_shared", in_browser_of_victim},
      {"code_redeemed_again", redeems_twice},
      {"signed_out_by_failure", is_signed_out_by_reload},
      {"issuer_unchecked", sign_in_with_claim("iss", "https://evil.example")},
      {"issuer_prefix_enough", sign_in_with_claim("iss", rp::kTestIssuer + "x")},
      {"audience_unchecked", sign_in_with_claim("aud", "somebody-else")},
      {"audience_prefix_enough", sign_in_with_claim("aud", "0oa-client-2")},
      {"expiry_forgiven_for_a_week", sign_in_with_claim("exp", now - 86400)},
      {"empty_subject_believed", sign_in_with_claim("sub", "")},
      {"nonce_prefix_enough", sign_in_with([](rp::FakeProvider& provider) {
         provider.claims["nonce"] = provider.claims["nonce"].get<std::string>() + "x";
       })},
      {"missing_audience_forgiven", sign_in_without_claim("aud")},
      {"expiry_unchecked", sign_in_with_claim("exp", now - 86400)},
      {"subject_unchecked", sign_in_without_claim("sub")},
      {"nonce_unchecked", sign_in_with_claim("nonce", "another")},
      {"missing_nonce_forgiven", sign_in_without_claim("nonce")},
      {"replay_unnoticed", sign_in_with([now](rp::FakeProvider& provider) {
         provider.claims["nonce"] = "earlier";
         provider.claims["at_hash"] = "earlier";
         provider.claims["iat"] = now - 3000;
       })},
      {"signature_unchecked", sign_in_with_forged(flipped)},
      {"signature_unchecked", sign_in_with_forged(with_embedded_key)},
      {"unsigned_token_believed", sign_in_with_forged(unsigned_token)},
      {"algorithm_of_token_believed", sign_in_with_forged(with_public_key_as_secret)},
      {"embedded_key_believed", sign_in_with_forged(with_embedded_key)},
      {"keys_kept_for_ever", never_sees_new_keys},
      {"unknown_key_believed", sign_in_with_forged(with_unknown_key)},
      {"keys_fetched_for_every_stranger", asks_for_keys_at_each_stranger},
      {"userinfo_of_anybody",
       sign_in_with([](rp::FakeProvider& provider) { provider.userinfo["sub"] = "00u-bob"; })},
      {"token_error_ignored", sign_in_with([](rp::FakeProvider& provider) {
         provider.instead["token"] = [] { return rp::json_answer(Json{{"error", "invalid_grant"}}); };
       })},
  };
}

std::vector<Case> app_attacks() {
  return {
      {"session_key_kept", with_planted_key},
      {"profile_kept", finds_profile_of_other},
      {"cookie_open_to_scripts", cookie_lacks("; HttpOnly")},
      {"cookie_sent_across_sites", cookie_lacks("; SameSite")},
      {"refusal_retried",
       [](BrokenShop&, TestBrowser& browser) {
         return browser.come_back("error=access_denied&state=" + browser.leave()).status == 302;
       }},
      {"refusal_refreshes_to_login",
       [](BrokenShop&, TestBrowser& browser) {
         const auto shown = browser.come_back("error=access_denied&state=" + browser.leave());
         return shown.body.find("content=\"0; url=/login\"") != std::string::npos;
       }},
      {"error_description_unescaped",
       [](BrokenShop&, TestBrowser& browser) {
         const auto state = browser.leave();
         const auto shown = browser.come_back("error=x&error_description=%3Cb%3E&state=" + state);
         return shown.body.find("x: <b>") != std::string::npos;
       }},
      {"return_path_unchecked",
       [](BrokenShop&, TestBrowser& browser) {
         return lead_to(browser, "https://evil.example/", "https://evil.example/");
       }},
      {"return_path_unchecked",
       [](BrokenShop&, TestBrowser& browser) {
         const std::string way(browser.get("//evil.example/x").header("Location"));
         return way.starts_with("/login") && browser.sign_in(way).header("Location") == "//evil.example/x";
       }},
      {"return_path_checked_for_a_slash",
       [](BrokenShop&, TestBrowser& browser) {
         return lead_to(browser, "/\\evil.example", "/\\evil.example");
       }},
      {"return_path_appended",
       [](BrokenShop&, TestBrowser& browser) {
         return lead_to(browser, "@evil.example/", "http://localhost:8080@evil.example/");
       }},
      {"return_query_dropped",
       [](BrokenShop&, TestBrowser& browser) {
         return browser.sign_in("/profile?a=1").header("Location") == "http://localhost:8080/profile";
       }},
      {"return_path_dropped",
       [](BrokenShop&, TestBrowser& browser) {
         return browser.sign_in("/profile?a=1").header("Location") == "http://localhost:8080/";
       }},
      {"route_unguarded", stranger_sees("/members")},
      {"page_sent_beside_redirect", stranger_sees("/members")},
      {"role_unchecked",
       [](BrokenShop&, TestBrowser& browser) {
         browser.sign_in();
         return browser.get("/staff").status == 200;
       }},
      {"refusal_asks_to_sign_in",
       [](BrokenShop&, TestBrowser& browser) {
         browser.sign_in();
         return browser.get("/staff").status == 302;
       }},
      {"guard_minds_case", stranger_sees("/PROFILE")},
      {"guard_minds_last_slash", stranger_sees("/profile/")},
      {"guard_minds_escapes", stranger_sees("/%70rofile")},
      {"scripts_redirected",
       [](BrokenShop&, TestBrowser& browser) {
         return browser.get("/profile", {{"Accept", "application/json"}}).status == 302;
       }},
      {"challenge_missing",
       [](BrokenShop&, TestBrowser& browser) {
         return browser.get("/profile", {{"Accept", "application/json"}}).header("WWW-Authenticate").empty();
       }},
      {"front_page_guarded",
       [](BrokenShop&, TestBrowser& browser) { return browser.get("/").status == 302; }},
      {"member_cookie_believed", opens_without_session},
      {"refusal_leads_back",
       [](BrokenShop&, TestBrowser& browser) { return way_after_refusal(browser) == "/members"; }},
      {"unknown_refusal_retried",
       [](BrokenShop&, TestBrowser& browser) {
         return browser.come_back("error=consent_required&state=" + browser.leave()).status == 302;
       }},
      {"initiated_sign_in_ignored",
       [](BrokenShop&, TestBrowser& browser) { return browser.get(kInitiated).header("Location") == "/"; }},
      {"issuer_of_link_believed",
       [](BrokenShop&, TestBrowser& browser) {
         return browser.get("/login?iss=https%3A%2F%2Fevil.example")
             .header("Location")
             .starts_with("https://evil.example/");
       }},
      {"latest_sign_in_only", loses_the_first_of_two},
      {"departure_blocks_the_next",
       [](BrokenShop&, TestBrowser& browser) {
         browser.leave();
         return browser.get("/login").status != 302;
       }},
      {"password_asked_for_every_time",
       [](BrokenShop&, TestBrowser& browser) { return asks_for(browser, "login"); }},
      {"known_person_asked_silently",
       [](BrokenShop&, TestBrowser& browser) {
         browser.sign_in();
         return asks_for(browser, "none");
       }},
      {"refused_code_sent_again",
       [](BrokenShop& shop, TestBrowser& browser) {
         const auto state = browser.leave();
         shop.provider.instead["token"] = [] { return rp::HttpAnswer{.status = 429}; };
         browser.come_back_with_code(state);
         return shop.provider.count("token") > 1;
       }},
      {"state_forgotten_by_a_page",
       [](BrokenShop&, TestBrowser& browser) {
         return !rp::query_of(std::string(browser.get("/checkout").header("Location"))).has("state");
       }},
      {"access_token_read", is_out_with_token_of_org_server},
      {"session_in_cookie", hands_out_long_cookie},
      {"guarded_pages_cacheable",
       [](BrokenShop&, TestBrowser& browser) {
         browser.sign_in();
         return browser.get("/profile").header("Cache-Control").empty();
       }},
      {"session_survives_sign_out", is_still_in_after_sign_out},
      {"session_ends_on_return", is_still_in_after_sign_out},
      {"sign_out_without_hint", sign_out_lacks("id_token_hint")},
      {"sign_out_without_return", sign_out_lacks("post_logout_redirect_uri")},
      {"sign_out_without_state", sign_out_lacks("state")},
      {"sign_out_here_only", sign_out_lacks("id_token_hint")},
      {"return_of_sign_out_fragile",
       [](BrokenShop&, TestBrowser& browser) {
         return browser.get("/signout/callback?state=x").status == 500;
       }},
      {"landing_guarded",
       [](BrokenShop&, TestBrowser& browser) { return browser.get("/signout/callback").status == 302; }},
      {"landing_leads_in",
       [](BrokenShop&, TestBrowser& browser) {
         return browser.get("/signout/callback").body.find("http-equiv=\"refresh\"") != std::string::npos;
       }},
  };
}

void expect_to_open_only(const Case& one) {
  CAPTURE(one.defect);
  BrokenShop correct("");
  TestBrowser at_correct(correct);
  CHECK_FALSE(one.attack(correct, at_correct));
  BrokenShop broken(one.defect);
  TestBrowser at_broken(broken);
  CHECK(one.attack(broken, at_broken));
}

}  // namespace

TEST_CASE("an attack on a sign-in succeeds where the rule against it was taken out, and only there",
          "[breakable]") {
  for (const auto& one : sign_in_attacks()) expect_to_open_only(one);
}

TEST_CASE("an attack on the app succeeds where the rule against it was taken out, and only there",
          "[breakable]") {
  for (const auto& one : app_attacks()) expect_to_open_only(one);
}

// Those of the chapters refresh and step_up in refresh_defects_test.cpp and step_up_defects_test.cpp.
TEST_CASE("every defect of the web app is tried here, but for the one that is about waiting", "[breakable]") {
  std::set<std::string_view> tried{"patience_without_end"};
  for (const auto& cases : {sign_in_attacks(), app_attacks()})
    for (const auto& one : cases) tried.insert(one.defect);
  for (const auto& defect : all_defects()) {
    CAPTURE(defect.name);
    const bool elsewhere = defect.chapter == "refresh" || defect.chapter == "step_up";
    CHECK((defect.client() != "webapp" || elsewhere || tried.contains(defect.name)));
  }
}

TEST_CASE("whatever is taken out, an honest sign-in works", "[breakable]") {
  for (const auto& defect : all_defects()) {
    if (defect.client() != "webapp") continue;
    CAPTURE(defect.name);
    BrokenShop shop{std::string(defect.name)};
    TestBrowser browser(shop);
    browser.sign_in();
    CHECK(browser.signed_in());
  }
}

TEST_CASE("names of defects are told apart, and each belongs to a chapter", "[breakable]") {
  std::set<std::string_view> names;
  for (const auto& defect : all_defects()) {
    CAPTURE(defect.name);
    CHECK(names.insert(defect.name).second);
    CHECK_FALSE(defect.chapter.empty());
    CHECK(find_defect(defect.name) == &defect);
  }
  CHECK(find_defect("no_such_defect") == nullptr);
}

TEST_CASE("a rule that is not there cannot be left out", "[breakable]") {
  rp::Rules rules;
  CHECK_THROWS_AS(leave_out(rules.id_token, {"no_such_rule"}), std::logic_error);
  CHECK_THROWS_AS(weaken(rules.id_token, "no_such_rule", nullptr), std::logic_error);
}

TEST_CASE("a published key is written as OpenSSL writes it", "[breakable]") {
  const auto key = rp::first_test_key();
  CHECK(public_key_pem(protocol::to_jwk(*key)) == key->public_pem());
  CHECK(public_key_pem(Json{{"kty", "EC"}}).empty());
}
