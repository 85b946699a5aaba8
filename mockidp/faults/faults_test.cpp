#include "mockidp/faults/faults.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "mockidp/protocol/oauth.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

FaultOrder order_of(std::string name) {
  FaultOrder order;
  order.name = std::move(name);
  return order;
}

unsigned long enabled(Faults& faults, FaultOrder order) {
  const auto id = faults.enable(std::move(order));
  REQUIRE(id);
  return *id;
}

std::string refused(FaultOrder order) {
  Faults faults;
  const auto id = faults.enable(std::move(order));
  REQUIRE_FALSE(id);
  CHECK(faults.list().empty());
  CHECK_FALSE(faults.any());
  return id.error();
}

bool acts(Faults& faults, const FaultContext& context = {.endpoint = "token", .client_id = {}, .login = {}}) {
  return !faults.match(Seam::whole_response, context).empty();
}

}  // namespace

TEST_CASE("every fault of the catalogue says what it is, once", "[faults]") {
  std::set<std::string_view> names;
  for (const auto& info : fault_catalogue()) {
    CAPTURE(info.name);
    CHECK(names.insert(info.name).second);
    CHECK(find_fault(info.name) == &info);
    CHECK(info.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos);
    CHECK_FALSE(info.clause.empty());
    REQUIRE(info.title.size() > 20);
    CHECK(info.title.back() == '.');
    const auto& known = fault_endpoints();
    for (const auto& endpoint : protocol::split_words(info.endpoints))
      CHECK(std::find(known.begin(), known.end(), endpoint) != known.end());
    const std::set<std::string> parameters{"endpoint", "status", "milliseconds", "seconds",
                                           "bytes",    "person", "url",          "token"};
    for (const auto& parameter : protocol::split_words(info.parameters)) CHECK(parameters.count(parameter));
    const auto variants = protocol::split_words(info.variants);
    CHECK(std::set<std::string>(variants.begin(), variants.end()).size() == variants.size());
    CHECK(variants.size() != 1);
  }
  CHECK(find_fault("no_such_fault") == nullptr);
}

TEST_CASE("an order of a whole response carries the status to answer", "[faults]") {
  const auto [name, endpoint, status] = GENERATE(table<std::string, std::string, int>({
      {"token_endpoint_503", "token", 503},
      {"token_endpoint_500", "token", 500},
      {"token_endpoint_429", "token", 429},
      {"jwks_503", "keys", 503},
      {"discovery_503", "discovery", 503},
      {"userinfo_503", "userinfo", 503},
  }));
  CAPTURE(name);
  Faults faults;
  enabled(faults, order_of(name));
  const auto active =
      faults.match(Seam::whole_response, {.endpoint = endpoint, .client_id = {}, .login = {}});
  REQUIRE(active.find(Seam::whole_response) != nullptr);
  CHECK(active.find(Seam::whole_response)->status == status);
  CHECK(active.has(name));
  CHECK(active.names() == std::vector<std::string>{name});
  CHECK_FALSE(acts(faults, {.endpoint = "authorize", .client_id = {}, .login = {}}));
}

TEST_CASE("a fault acts at its own seam only", "[faults]") {
  Faults faults;
  enabled(faults, order_of("id_token_bad_signature"));
  const FaultContext token{.endpoint = "token", .client_id = {}, .login = {}};
  CHECK(faults.match(Seam::whole_response, token).empty());
  CHECK(faults.match(Seam::token_claims, token).empty());
  const auto active = faults.match(Seam::token_signature, token);
  CHECK(active.has("id_token_bad_signature"));
  CHECK(active.find(Seam::token_claims) == nullptr);
  CHECK(active.find(Seam::token_signature) != nullptr);
  CHECK(faults.list().at(0).matched == 1);
}

TEST_CASE("an endpoint's status and slowness act where the order says, or everywhere", "[faults]") {
  Faults faults;
  auto status = order_of("endpoint_status");
  status.status = 418;
  status.endpoint = "keys";
  auto slow = order_of("endpoint_slow");
  slow.milliseconds = 250;
  enabled(faults, status);
  enabled(faults, slow);
  const auto at_keys = faults.match(Seam::whole_response, {.endpoint = "keys", .client_id = {}, .login = {}});
  CHECK(at_keys.names() == std::vector<std::string>{"endpoint_status", "endpoint_slow"});
  CHECK(at_keys.find(Seam::whole_response)->status == 418);
  const auto elsewhere =
      faults.match(Seam::whole_response, {.endpoint = "hosted.page", .client_id = {}, .login = {}});
  CHECK(elsewhere.names() == std::vector<std::string>{"endpoint_slow"});
  CHECK(elsewhere.find(Seam::whole_response)->milliseconds == 250);
}

TEST_CASE("an order for a client or a person leaves all others alone", "[faults]") {
  Faults faults;
  auto order = order_of("token_endpoint_503");
  order.client_id = "0oa1";
  order.login = "Ada@example.com";
  enabled(faults, order);
  CHECK_FALSE(acts(faults));
  CHECK_FALSE(acts(faults, {.endpoint = "token", .client_id = "0oa1", .login = {}}));
  CHECK_FALSE(acts(faults, {.endpoint = "token", .client_id = "0OA1", .login = "ada@example.com"}));
  CHECK_FALSE(acts(faults, {.endpoint = "token", .client_id = "0oa1", .login = "ada@example.co"}));
  CHECK(faults.list().at(0).matched == 0);
  CHECK(acts(faults, {.endpoint = "token", .client_id = "0oa1", .login = "ada@EXAMPLE.com"}));
  CHECK(faults.list().at(0).matched == 1);
}

TEST_CASE("an order that leaves parameters out means the usual ones", "[faults]") {
  Faults faults;
  enabled(faults, order_of("id_token_unsigned"));
  enabled(faults, order_of("id_token_expired"));
  enabled(faults, order_of("endpoint_flood"));
  auto order = order_of("id_token_expired");
  order.seconds = 30;
  enabled(faults, order);
  order = order_of("id_token_unsigned");
  order.variant = "nOnE";
  enabled(faults, order);
  const auto listed = faults.list();
  CHECK(listed[0].order.variant == "none");
  CHECK(listed[1].order.seconds == 86400);
  CHECK(listed[2].order.bytes == 200'000'000);
  CHECK(listed[3].order.seconds == 30);
  CHECK(listed[4].order.variant == "nOnE");
}

TEST_CASE("faults of several seams are asked for at once, in the order of their orders", "[faults]") {
  Faults faults;
  for (const char* name : {"id_token_unsigned", "jwks_empty", "id_token_expired", "jwks_503"})
    enabled(faults, order_of(name));
  const auto active = faults.match({Seam::token_claims, Seam::token_header},
                                   {.endpoint = "token", .client_id = {}, .login = {}});
  CHECK(active.names() == std::vector<std::string>{"id_token_unsigned", "id_token_expired"});
  REQUIRE(active.find("id_token_expired") != nullptr);
  CHECK(active.find("id_token_expired")->seconds == 86400);
  CHECK(active.find("jwks_empty") == nullptr);
}

TEST_CASE("an order lets matches pass, then acts so often, and counts both", "[faults]") {
  Faults faults;
  auto order = order_of("token_endpoint_503");
  order.skip = 2;
  order.times = 3;
  enabled(faults, order);
  std::string seen;
  for (int i = 0; i < 7; ++i) seen += acts(faults) ? 'x' : '.';
  CHECK(seen == "..xxx..");
  CHECK(faults.list().at(0).matched == 7);
  CHECK(faults.list().at(0).acted == 3);
}

TEST_CASE("a request is counted once, however often more becomes known of it", "[faults]") {
  const FaultContext door{.endpoint = "token", .client_id = "0oa1", .login = {}};
  const FaultContext known{.endpoint = "token", .client_id = "0oa1", .login = "ada"};
  const auto request = [&](Faults& faults) {
    const auto at_door = faults.match(Seam::whole_response, door).names().size();
    const auto further = faults.match_further(Seam::whole_response, door, known).names().size();
    return std::pair(at_door, further);
  };
  Faults faults;
  SECTION("an order that the door can judge acts there") {
    auto order = order_of("token_endpoint_503");
    order.client_id = "0oa1";
    enabled(faults, order);
    CHECK(request(faults) == std::pair<std::size_t, std::size_t>(1, 0));
    CHECK(faults.list().at(0).matched == 1);
  }
  SECTION("an order that the door judged as another's stays so") {
    auto order = order_of("token_endpoint_503");
    order.client_id = "0oa2";
    enabled(faults, order);
    CHECK(request(faults) == std::pair<std::size_t, std::size_t>(0, 0));
  }
  SECTION("an order for a person acts when the person is known") {
    auto order = order_of("token_endpoint_503");
    order.login = "ada";
    enabled(faults, order);
    CHECK(request(faults) == std::pair<std::size_t, std::size_t>(0, 1));
    CHECK(faults.list().at(0).matched == 1);
  }
}

TEST_CASE("orders are listed with their ids, and end one by one or together", "[faults]") {
  Faults faults;
  const auto first = enabled(faults, order_of("jwks_503"));
  const auto second = enabled(faults, order_of("token_endpoint_503"));
  CHECK(first != second);
  CHECK(faults.list().size() == 2);
  CHECK(faults.list()[1].order.name == "token_endpoint_503");
  CHECK(faults.disable(second));
  CHECK_FALSE(faults.disable(second));
  CHECK_FALSE(acts(faults));
  CHECK(faults.any());
  faults.clear();
  CHECK_FALSE(faults.any());
  CHECK(enabled(faults, order_of("jwks_503")) > second);
  CHECK(faults.disable(enabled(faults, order_of("jwks_503"))));
}

TEST_CASE("an order that cannot be carried out is refused with what was meant", "[faults]") {
  auto order = order_of("endpoint_status");
  SECTION("unknown names") {
    CHECK(refused(order_of("tokenEndpoint503")) ==
          "There is no fault tokenEndpoint503. Did you mean token_endpoint_503?");
    CHECK(refused(order_of("weather")) == "There is no fault weather.");
    order.status = 500;
    order.endpoint = "tokens";
    CHECK(refused(order) == "There is no endpoint tokens. Did you mean token?");
  }
  SECTION("another endpoint than the fault's") {
    order = order_of("jwks_503");
    order.endpoint = "token";
    CHECK(refused(order) == "jwks_503 acts at keys, not at token.");
    order = order_of("id_token_bad_signature");
    order.endpoint = "keys";
    CHECK(refused(order) == "id_token_bad_signature acts at token and authorize, not at keys.");
  }
  SECTION("a status out of range") {
    order.status = GENERATE(0, 100, 199, 600, -1);
    CHECK(refused(order) == "endpoint_status needs status from 200 to 599.");
  }
  SECTION("milliseconds out of range") {
    order = order_of("endpoint_slow");
    order.milliseconds = GENERATE(-1L, 600'001L);
    CHECK(refused(order) == "endpoint_slow needs milliseconds from 0 to 600000.");
  }
  SECTION("a parameter that is not the fault's") {
    order.status = 500;
    order.milliseconds = 5;
    CHECK(refused(order) == "endpoint_status takes no milliseconds.");
    order = order_of("token_endpoint_503");
    order.status = 503;
    CHECK(refused(order) == "token_endpoint_503 takes no status.");
  }
  SECTION("variants") {
    order = order_of("id_token_unsigned");
    order.variant = "NoNe";
    CHECK(refused(order) ==
          "id_token_unsigned has no variant NoNe. It has none, None, NONE, nOnE, signature_kept.");
    order = order_of("jwks_empty");
    order.variant = "none";
    CHECK(refused(order) == "jwks_empty has no variants.");
  }
  SECTION("texts") {
    order = order_of("userinfo_unguarded");
    CHECK(refused(order) == "userinfo_unguarded needs person.");
    order = order_of("id_token_key_by_url");
    CHECK(refused(order) == "id_token_key_by_url needs url.");
    order.url = "javascript:alert(1)";
    CHECK(refused(order) == "id_token_key_by_url needs an http or https url.");
    order = order_of("id_token_replaced");
    CHECK(refused(order) == "id_token_replaced needs token.");
    order.token = "a.b.c";
    order.person = "ann@example.com";
    CHECK(refused(order) == "id_token_replaced takes no person.");
  }
  SECTION("times and sizes out of range") {
    order = order_of("id_token_expired");
    order.seconds = GENERATE(-1L, 3'153'600'001L);
    CHECK(refused(order) == "id_token_expired needs seconds from 0 to 3153600000.");
    order = order_of("endpoint_cut");
    order.bytes = GENERATE(-1L, 1'000'000'001L);
    CHECK(refused(order) == "endpoint_cut needs bytes from 0 to 1000000000.");
  }
  SECTION("never") {
    order.status = 500;
    order.times = 0;
    CHECK(refused(order) == "An order acts at least once: leave out times, or give 1 or more.");
  }
}

TEST_CASE("the ends of the ranges are in them", "[faults]") {
  Faults faults;
  auto order = order_of("endpoint_status");
  order.status = GENERATE(200, 599);
  CHECK(faults.enable(order));
  order = order_of("endpoint_slow");
  order.milliseconds = GENERATE(0L, 600'000L);
  CHECK(faults.enable(order));
}

TEST_CASE("skip and times are exact, however many requests race", "[faults]") {
  Faults faults;
  auto order = order_of("token_endpoint_503");
  order.skip = 10;
  order.times = 25;
  enabled(faults, order);
  std::atomic<int> acted{0};
  std::vector<std::jthread> racers;
  for (int t = 0; t < 8; ++t)
    racers.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        if (acts(faults)) ++acted;
        const auto passing = faults.enable(order_of("jwks_503"));
        faults.disable(*passing);
        faults.list();
      }
    });
  racers.clear();
  CHECK(acted == 25);
  REQUIRE(faults.list().size() == 1);
  CHECK(faults.list()[0].matched == 160);
  CHECK(faults.list()[0].acted == 25);
}
