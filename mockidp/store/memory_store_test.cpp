#include "mockidp/store/memory_store.h"

#include "mockidp/store/record_store_races_test.h"

using namespace mockidp;

TEST_CASE("the memory store keeps the store contract", "[store]") {
  record_store_contract(make_memory_store);
}

TEST_CASE("the memory store keeps the store contract under contention", "[store]") {
  record_store_races(make_memory_store);
}

TEST_CASE("an edit may use another thread's store call", "[store]") {
  // The guard is the editing thread's own: it must not refuse what other threads do meanwhile.
  const auto store = make_memory_store();
  REQUIRE(store->insert(contract::key("a"), contract::record("x")));
  bool inserted = false;
  const RecordKey elsewhere{"other", RecordKind::code, "b"};
  store->update(contract::key("a"), [&](Record&) {
    std::jthread([&] { inserted = store->insert(elsewhere, contract::record("y")); }).join();
    return true;
  });
  CHECK(inserted);
}
