#include "client/rp/transaction.h"

#include "mockidp/testing/catch.h"

using namespace rp;

TEST_CASE("parallel sign-ins of a browser end in any order, each once", "[transaction]") {
  PendingSignIns pending;
  pending.add({.state = "one", .return_to = "/1"});
  pending.add({.state = "two", .return_to = "/2"});
  CHECK(pending.take({{"state", "two"}})->return_to == "/2");
  CHECK_FALSE(pending.take({{"state", "two"}}));
  CHECK(pending.take({{"state", "one"}})->return_to == "/1");
  CHECK_FALSE(pending.take({{"state", "one"}}));
}

TEST_CASE("a foreign callback takes nothing away", "[transaction]") {
  PendingSignIns pending;
  pending.add({.state = "one"});
  CHECK_FALSE(pending.take({}));
  CHECK_FALSE(pending.take({{"state", ""}}));
  CHECK_FALSE(pending.take({{"state", "foreign"}, {"error", "access_denied"}}));
  CHECK_FALSE(pending.take({{"state", "one"}, {"state", "one"}}));
  CHECK(pending.size() == 1);
  CHECK(pending.take({{"state", "one"}}));
}

TEST_CASE("abandoned sign-ins do not pile up", "[transaction]") {
  PendingSignIns pending;
  for (int i = 0; i < 50; ++i) pending.add({.state = "s" + std::to_string(i)});
  CHECK(pending.size() == PendingSignIns::kMost);
  CHECK_FALSE(pending.take({{"state", "s41"}}));
  CHECK(pending.take({{"state", "s42"}}));
  CHECK(pending.take({{"state", "s49"}}));
}
