#pragma once
// The contract of RecordStore under contention; see record_store_contract_test.h.

#include "mockidp/store/record_store_contract_test.h"
#include "mockidp/testing/race.h"

namespace mockidp {
namespace contract {

inline void races_for_one_record(RecordStore& store) {
  SECTION("of many who insert one key, one succeeds") {
    const auto insert = [&](int i) { return store.insert(key("c1"), record(std::to_string(i))); };
    CHECK(race(kRacers, insert) == 1);
  }
  SECTION("of many who edit one record, one sees it unused") {
    REQUIRE(store.insert(key("c1"), record("unused")));
    const auto use = [&](int) {
      bool won = false;  // set by each attempt, so that a rerun overwrites it
      store.update(key("c1"), [&](Record& r) {
        won = r.body == "unused";
        r.body = "used";
        return won;
      });
      return won;
    };
    CHECK(race(kRacers, use) == 1);
  }
  SECTION("no edit is lost") {
    REQUIRE(store.insert(key("c1"), record("0")));
    const auto add = [&](int) {
      return store.update(key("c1"),
                          [](Record& r) { return r.body = std::to_string(std::stoi(r.body) + 1), true; });
    };
    CHECK(race(kRacers, add) == kRacers);
    CHECK(body_of(store, key("c1")) == std::to_string(kRacers));
  }
  SECTION("of many batches that expect the same, one is done") {
    REQUIRE(store.insert(key("c1"), record("free")));
    const auto take = [&](int i) {
      Batch batch;
      batch.expect = {{key("c1"), "free"}};
      batch.put = {{key("c1"), record("taken")}, {key("by" + std::to_string(i)), record("x", "taker")}};
      return store.commit(batch);
    };
    CHECK(race(kRacers, take) == 1);
    CHECK(ids(store, 0, "taker").size() == 1);
  }
  SECTION("of many who erase one record, one did") {
    REQUIRE(store.insert(key("c1"), record("x")));
    CHECK(race(kRacers, [&](int) { return store.erase(key("c1")); }) == 1);
  }
}

// Moves one unit from an account to its neighbour, as a batch that expects both balances.
inline bool move_one_unit(RecordStore& store, int from, int to) {
  const auto account = [](int i) { return key("account" + std::to_string(i)); };
  for (;;) {
    const auto balance_from = body_of(store, account(from));
    const auto balance_to = body_of(store, account(to));
    Batch batch;
    batch.expect = {{account(from), balance_from}, {account(to), balance_to}};
    batch.put = {{account(from), record(std::to_string(std::stoi(balance_from) - 1), "account")},
                 {account(to), record(std::to_string(std::stoi(balance_to) + 1), "account")}};
    if (store.commit(batch)) return true;
  }
}

inline void batch_atomicity(RecordStore& store) {
  SECTION("batches that overlap in any order neither lose nor make anything, and never wait for each other") {
    constexpr int kAccounts = 4;
    for (int i = 0; i < kAccounts; ++i)
      REQUIRE(store.insert(key("account" + std::to_string(i)), record("100", "account")));
    const auto move = [&](int i) {
      const int from = i % kAccounts;
      const int to = (from + 1 + i / kAccounts % (kAccounts - 1)) % kAccounts;
      return move_one_unit(store, from, to);
    };
    CHECK(race(kRacers, move) == kRacers);
    int sum = 0;
    for (const auto& listed : store.list("default", RecordKind::code, 0, "account", {}, 100))
      sum += std::stoi(listed.record.body);
    CHECK(sum == 100 * kAccounts);
  }
}

inline void erasing_while_inserting(RecordStore& store) {
  SECTION("what is erased by index while others insert is erased once and leaves no trace") {
    std::atomic<std::size_t> erased{0};
    std::atomic<std::size_t> inserted{0};
    race(16, [&](int i) {
      for (int n = 0; n < 50; ++n) {
        if (i % 4 == 0)
          erased += store.erase_by("default", RecordKind::code, 0, "group");
        else
          inserted +=
              store.insert(key(std::to_string(i) + "." + std::to_string(n)), record("x", "group")) ? 1 : 0;
      }
      return true;
    });
    CHECK(inserted == 12 * 50);
    const auto left = ids(store, 0, "group", {}, 1000).size();
    CHECK(erased + left == inserted);
    CHECK(ids(store, 0, "", {}, 1000).size() == left);
  }
  SECTION("sweeps, drops, lists and writes at once leave a store that works") {
    race(16, [&](int i) {
      for (int n = 0; n < 30; ++n) {
        const auto id = std::to_string(i) + "." + std::to_string(n);
        auto made = expiring("x", kNoon + std::chrono::seconds(n));
        made.index[0] = "group";
        if (i % 4 == 0) store.erase_expired("default", kNoon + std::chrono::seconds(n));
        if (i % 4 == 1)
          store.list("default", RecordKind::code, static_cast<std::size_t>(n % 2), n % 3 == 0 ? "" : "group",
                     {}, 5);
        if (i % 4 == 2 && n == 15) store.drop("default");
        store.insert(key(id), made);
        store.update(key(id),
                     [n](Record& r) { return r.expires_at = kNoon + std::chrono::seconds(2 * n), true; });
      }
      return true;
    });
    store.erase_expired("default", kNoon + 1h);
    CHECK(ids(store, 0, "").empty());
    CHECK(ids(store, 0, "group").empty());
    CHECK(store.insert(key("c1"), record("x")));
  }
}

}  // namespace contract

inline void record_store_races(const OpenStore& open) {
  const auto store = open();
  contract::races_for_one_record(*store);
  contract::batch_atomicity(*store);
  contract::erasing_while_inserting(*store);
}

}  // namespace mockidp
