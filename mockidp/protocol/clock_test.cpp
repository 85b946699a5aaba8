#include "mockidp/protocol/clock.h"

#include "mockidp/testing/catch.h"

using namespace std::chrono_literals;
using protocol::from_unix;

TEST_CASE("times are written as Okta writes them", "[clock]") {
  CHECK(protocol::to_iso8601(from_unix(0)) == "1970-01-01T00:00:00.000Z");
  CHECK(protocol::to_iso8601(from_unix(1451812397)) == "2016-01-03T09:13:17.000Z");
  CHECK(protocol::to_iso8601(from_unix(1709164799)) == "2024-02-28T23:59:59.000Z");
  CHECK(protocol::to_iso8601(from_unix(1709164800)) == "2024-02-29T00:00:00.000Z");
  CHECK(protocol::to_iso8601(from_unix(-1)) == "1969-12-31T23:59:59.000Z");
}

TEST_CASE("an offset clock follows its base", "[clock]") {
  protocol::ManualClock base(from_unix(1000));
  protocol::OffsetClock moved(base);
  CHECK(moved.now() == from_unix(1000));

  moved.set_offset(-300s);
  CHECK(moved.now() == from_unix(700));
  base.advance(5s);
  CHECK(moved.now() == from_unix(705));
  CHECK(moved.offset() == -300s);
  CHECK(base.now() == from_unix(1005));
}
