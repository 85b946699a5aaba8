// The defects of the chapter refresh: each opens the hole that it says, and the correct client has none of
// them.

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "client/breakable/broken_shop_for_test.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/testing/catch.h"

using namespace breakable;
using namespace std::chrono_literals;
using protocol::Json;

namespace {

// A shop that asks for offline_access, and somebody who is signed in to it with the refresh token r-1.
struct OfflineVisit {
  explicit OfflineVisit(const std::string& defect) {
    auto parts = test_webapp();
    parts.options.scopes = "openid profile email offline_access";
    parts.options.idle_limit = parts.options.session_limit = 24h;
    if (!defect.empty()) std::get<BreakWebApp>(find_defect(defect)->apply)(parts);
    shop.app = assemble(parts, {shop.provider, shop.clock, shop.random});
    asked_scope = rp::query_of(std::string(browser.get("/login").header("Location"))).get("scope");
    const auto state = browser.leave();
    shop.provider.token_body = {{"refresh_token", "r-1"}};
    landing = browser.come_back_with_code(state);
    shop.provider.claims.erase("nonce");
    shop.provider.claims.erase("at_hash");
  }

  void expire(const Json& token_body = {{"refresh_token", "r-2"}, {"access_token", "access-2"}}) {
    shop.clock.advance(3600s);
    shop.provider.claims["iat"] = protocol::to_unix(shop.clock.now());
    shop.provider.claims["exp"] = protocol::to_unix(shop.clock.now()) + 3600;
    shop.provider.token_body = token_body;
  }
  protocol::Params last_refresh() const { return *protocol::parse_form(shop.provider.last("token").body); }
  int refreshes() const { return shop.provider.count("token") - 1; }

  BrokenShop shop{""};
  TestBrowser browser{shop};
  std::string asked_scope;
  http::Response landing;
};

struct RefreshCase {
  std::string defect;
  std::function<bool(OfflineVisit&)> goes_wrong;
};

bool is_in_after_refusal(OfflineVisit& visit) {
  visit.expire();
  visit.shop.provider.instead["token"] = [] { return rp::json_answer({{"error", "invalid_grant"}}, 400); };
  return visit.browser.signed_in();
}

bool is_in_with_renewed(OfflineVisit& visit, const char* claim, const Json& value) {
  visit.expire();
  visit.shop.provider.claims[claim] = value;
  return visit.browser.signed_in();
}

// Requests of one session, each of which finds the token run out.
int refreshes_for_many(OfflineVisit& visit) {
  visit.expire();
  std::atomic<int> waiting{0};
  visit.shop.provider.instead["token"] = [&] {
    // The first one waits for a second, which comes only if they do not share.
    ++waiting;
    const auto until = std::chrono::steady_clock::now() + 300ms;
    while (waiting < 2 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    return rp::json_answer({{"error", "temporarily_unavailable"}}, 503);
  };
  std::vector<std::jthread> visits;
  for (int i = 0; i < 4; ++i) {
    auto& browser = visit.browser;
    visits.emplace_back([&browser, &visit] {
      auto another = TestBrowser(visit.shop);
      another.cookies = browser.cookies;
      another.get("/members");
    });
  }
  visits.clear();
  return waiting;
}

// An access token that is a JWT, and over by the provider's clock.
std::string over_by_its_exp(const OfflineVisit& visit) {
  const auto& key = *rp::first_test_key();
  return protocol::sign_compact(key, protocol::okta_jws_header(key.kid()),
                                protocol::to_text({{"exp", protocol::to_unix(visit.shop.clock.now())}}));
}

std::vector<RefreshCase> refresh_cases() {
  return {
      {"refresh_token_not_asked_for",
       [](OfflineVisit& visit) { return visit.asked_scope.find("offline_access") == std::string::npos; }},
      {"refresh_token_never_replaced",
       [](OfflineVisit& visit) {
         visit.expire();
         visit.browser.get("/members");
         visit.expire({{"refresh_token", "r-3"}});
         visit.browser.get("/members");
         return visit.last_refresh().get("refresh_token") != "r-2";
       }},
      {"refresh_token_forgotten",
       [](OfflineVisit& visit) {
         visit.expire(Json::object());
         visit.browser.get("/members");
         visit.expire(Json::object());
         visit.browser.get("/members");
         return visit.last_refresh().get("refresh_token") != "r-1";
       }},
      {"refresh_not_shared", [](OfflineVisit& visit) { return refreshes_for_many(visit) > 1; }},
      {"refused_refresh_ignored", is_in_after_refusal},
      {"any_failed_refresh_ends_session",
       [](OfflineVisit& visit) {
         visit.expire();
         visit.shop.provider.instead["token"] = [] { return rp::HttpAnswer{.status = 503}; };
         return !visit.browser.signed_in();
       }},
      {"failed_refresh_sent_again",
       [](OfflineVisit& visit) {
         visit.expire();
         visit.shop.provider.instead["token"] = [] { return rp::HttpAnswer{.status = 503}; };
         visit.browser.get("/members");
         return visit.refreshes() > 1;
       }},
      {"renewed_subject_unchecked",
       [](OfflineVisit& visit) { return is_in_with_renewed(visit, "sub", "00u-mallory"); }},
      {"renewed_auth_time_unchecked",
       [](OfflineVisit& visit) { return is_in_with_renewed(visit, "auth_time", 1); }},
      {"refresh_token_in_cookie",
       [](OfflineVisit& visit) {
         return std::any_of(
             visit.landing.headers.begin(), visit.landing.headers.end(),
             [](const auto& header) { return header.second.find("r-1") != std::string::npos; });
       }},
      {"refresh_token_in_unsealed_cookie",
       [](OfflineVisit& visit) {
         const auto kept = protocol::base64url_encode(R"({"rt":"r-1"})");
         return std::any_of(
             visit.landing.headers.begin(), visit.landing.headers.end(),
             [&](const auto& header) { return header.second.find(kept) != std::string::npos; });
       }},
      {"refresh_token_not_revoked",
       [](OfflineVisit& visit) {
         visit.browser.send("POST", "/logout", "csrf=" + visit.browser.csrf());
         return visit.shop.provider.count("revoke") == 0;
       }},
      {"refresh_asks_for_more",
       [](OfflineVisit& visit) {
         visit.expire();
         visit.browser.get("/members");
         return visit.last_refresh().get("scope").find("api.read") != std::string_view::npos;
       }},
      {"refresh_without_secret",
       [](OfflineVisit& visit) {
         visit.expire();
         visit.browser.get("/members");
         const auto headers = visit.shop.provider.last("token").headers;
         return std::none_of(headers.begin(), headers.end(),
                             [](const auto& header) { return header.first == "Authorization"; });
       }},
      {"expiry_by_providers_clock",
       [](OfflineVisit& visit) {
         visit.expire();
         visit.shop.provider.token_body["access_token"] = over_by_its_exp(visit);
         for (int i = 0; i < 3; ++i) visit.browser.get("/members");
         return visit.refreshes() > 1;
       }},
  };
}

}  // namespace

TEST_CASE("a session goes wrong where the rule of its renewal was taken out, and only there", "[breakable]") {
  for (const auto& one : refresh_cases()) {
    CAPTURE(one.defect);
    OfflineVisit correct("");
    REQUIRE(correct.browser.signed_in());
    CHECK_FALSE(one.goes_wrong(correct));
    OfflineVisit broken(one.defect);
    CHECK(one.goes_wrong(broken));
  }
}

TEST_CASE("every defect of the chapter refresh is tried", "[breakable]") {
  std::set<std::string_view> tried;
  const auto cases = refresh_cases();
  for (const auto& one : cases) tried.insert(one.defect);
  for (const auto& defect : all_defects()) {
    CAPTURE(defect.name);
    CHECK((defect.chapter != "refresh" || tried.contains(defect.name)));
  }
}
