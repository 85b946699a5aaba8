#include "mockidp/policy/refresh_rotation.h"

#include <string>

#include "mockidp/testing/catch.h"

using namespace mockidp;
using namespace std::chrono_literals;

namespace {

const auto kRefreshNoon = protocol::from_unix(1767268800);

using Generations = std::vector<RefreshGeneration>;

RefreshGeneration unused(std::uint32_t number, std::uint32_t parent) {
  return {.number = number, .parent = parent, .used_at = std::nullopt};
}
RefreshGeneration used(std::uint32_t number, std::uint32_t parent, std::chrono::seconds after_noon = 0s) {
  return {.number = number, .parent = parent, .used_at = kRefreshNoon + after_noon};
}

RefreshFamily family_of(Generations generations) {
  RefreshFamily family;
  family.generations = std::move(generations);
  family.idle_until = kRefreshNoon + 1h;
  return family;
}

std::string in_words(const RefreshDecision& decision) {
  if (std::get_if<UseAgain>(&decision)) return "again";
  if (std::get_if<IssueSuccessor>(&decision)) return "successor";
  if (const auto* repeat = std::get_if<RepeatSuccessor>(&decision))
    return "repeat " + std::to_string(repeat->generation);
  if (std::get_if<EndFamily>(&decision)) return "end";
  return "refuse";
}

struct RotationCase {
  std::string what;
  Generations generations;
  std::uint32_t presented;
  std::chrono::seconds after_noon;
  std::string same;     // where a replay gets the same successor
  std::string further;  // where it gets a further one
  std::chrono::seconds leeway = 30s;
  RefreshRotation rotation = RefreshRotation::ROTATE;
};

RefreshDecision decide(const RotationCase& c, RefreshReplay replay) {
  return decide_refresh(family_of(c.generations), c.presented, {c.rotation, c.leeway}, replay,
                        kRefreshNoon + c.after_noon);
}

}  // namespace

TEST_CASE("what becomes of a refresh token that is presented", "[refresh]") {
  const Generations once{used(0, 0), unused(1, 0)};
  const Generations twice{used(0, 0), used(1, 0, 5s), unused(2, 1)};
  const Generations siblings{used(4, 3), unused(5, 4), unused(6, 4)};
  const Generations full{used(4, 3), unused(5, 4), unused(6, 4), unused(7, 4)};
  const auto persistent = RefreshRotation::STATIC;
  const RotationCase cases[] = {
      {"the first one", {unused(0, 0)}, 0, 10s, "successor", "successor"},
      {"the newest one", once, 1, 10s, "successor", "successor"},
      {"the newest one, long after", once, 1, 59min, "successor", "successor"},
      {"the predecessor at once", once, 0, 0s, "repeat 1", "successor"},
      {"the predecessor a second before the grace ends", once, 0, 29s, "repeat 1", "successor"},
      {"the predecessor as the grace ends", once, 0, 30s, "end", "end"},
      {"a minute of grace, a second before", once, 0, 59s, "repeat 1", "successor", 60s},
      {"a minute of grace, as it ends", once, 0, 60s, "end", "end", 60s},
      {"a second of grace", once, 0, 0s, "repeat 1", "successor", 1s},
      {"a second of grace, as it ends", once, 0, 1s, "end", "end", 1s},
      {"no grace, in the same second", once, 0, 0s, "end", "end", 0s},
      {"no grace, the newest one", once, 1, 0s, "successor", "successor", 0s},
      {"an ancestor within its own grace", twice, 0, 6s, "end", "end"},
      {"the predecessor of the second", twice, 1, 34s, "repeat 2", "successor"},
      {"the predecessor of the second, as its grace ends", twice, 1, 35s, "end", "end"},
      {"one that is forgotten", siblings, 3, 0s, "end", "end"},
      {"one that was never issued", once, 2, 0s, "refuse", "refuse"},
      {"the elder of two successors", siblings, 5, 1h - 1s, "successor", "successor"},
      {"the younger of two successors", siblings, 6, 1h - 1s, "successor", "successor"},
      {"a third replay", siblings, 4, 1s, "repeat 6", "successor"},
      {"a replay where there is no room for a further one", full, 4, 1s, "repeat 7", "repeat 7"},
      {"a persistent one", {unused(0, 0)}, 0, 10s, "again", "again", 30s, persistent},
      {"a persistent one without grace", {unused(0, 0)}, 0, 10s, "again", "again", 0s, persistent},
      {"persistent since it was rotated", once, 1, 10s, "again", "again", 30s, persistent},
      {"persistent, but of before it was rotated", once, 0, 30s, "end", "end", 30s, persistent},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    CHECK(in_words(decide(c, RefreshReplay::same_successor)) == c.same);
    CHECK(in_words(decide(c, RefreshReplay::further_successor)) == c.further);
  }
}

TEST_CASE("an idle or old family is dead on the second, and nothing of it is ended for that", "[refresh]") {
  auto family = family_of({used(0, 0), unused(1, 0)});
  const auto at = [&](std::chrono::seconds after, std::uint32_t presented) {
    return in_words(decide_refresh(family, presented, {RefreshRotation::ROTATE, 30s},
                                   RefreshReplay::same_successor, kRefreshNoon + after));
  };
  CHECK(at(3599s, 1) == "successor");
  CHECK(at(3600s, 1) == "refuse");
  CHECK(at(3600s, 0) == "refuse");
  family.ends_at = kRefreshNoon + 600s;
  CHECK(at(599s, 1) == "successor");
  CHECK(at(600s, 1) == "refuse");
  CHECK(at(600s, 0) == "refuse");
}

TEST_CASE("a successor knows whom it was issued for, and the first use counts", "[refresh]") {
  auto family = with_successor(family_of({unused(0, 0)}), 0, kRefreshNoon);
  family = with_successor(std::move(family), 0, kRefreshNoon + 5s);
  REQUIRE(family.generations.size() == 3);
  CHECK(family.newest() == 2);
  CHECK(family.generations[0].used_at == kRefreshNoon);
  CHECK(family.generations[1].parent == 0);
  CHECK(family.generations[2].parent == 0);
  CHECK_FALSE(family.generations[2].used_at);
}

TEST_CASE("of more than four generations the one that was used longest ago is forgotten", "[refresh]") {
  auto family = family_of({unused(0, 0)});
  for (std::uint32_t i = 0; i < 6; ++i)
    family = with_successor(std::move(family), i, kRefreshNoon + std::chrono::seconds(i));
  REQUIRE(family.generations.size() == kKeptGenerations);
  CHECK(family.generations.front().number == 3);
  CHECK(family.newest() == 6);

  // Three tabs, each with a successor of the same token: none of them loses its own.
  family = family_of({used(0, 0), unused(1, 0), unused(2, 0), unused(3, 0)});
  family = with_successor(std::move(family), 2, kRefreshNoon + 1s);
  family = with_successor(std::move(family), 1, kRefreshNoon + 2s);
  std::string kept;
  for (const auto& one : family.generations) kept += std::to_string(one.number) + ' ';
  CHECK(kept == "1 3 4 5 ");
}
