#pragma once
// What every backend of RecordStore must keep. A backend's test calls record_store_contract(open) in one
// TEST_CASE and record_store_races(open) in another; `open` gives an empty store. Only for test programs: it
// needs Catch2.

#include <functional>
#include <memory>

#include "mockidp/store/record_store_scene_test.h"
#include "mockidp/testing/catch.h"

namespace mockidp {

using OpenStore = std::function<std::unique_ptr<RecordStore>()>;

namespace contract {

inline void single_records(RecordStore& store) {
  SECTION("a record is found as it was inserted") {
    Record whole{.body = std::string("\0\x01\xff body", 8),
                 .index = {"one", "", "three", std::string("f\0ur", 4)},
                 .expires_at = kNoon};
    const auto binary = key(std::string("\0\xff\x80", 3));
    REQUIRE(store.insert(binary, whole));
    const auto found = store.find(binary);
    REQUIRE(found);
    CHECK(found->body == whole.body);
    CHECK(found->index == whole.index);
    CHECK(found->expires_at == whole.expires_at);
  }
  SECTION("an empty record and an empty id are records too") {
    REQUIRE(store.insert(key(""), Record{}));
    const auto found = store.find(key(""));
    REQUIRE(found);
    CHECK(found->body.empty());
    CHECK(found->expires_at == protocol::TimePoint::max());
  }
  SECTION("a key is taken once, and the first record stays") {
    REQUIRE(store.insert(key("c1"), record("first")));
    CHECK_FALSE(store.insert(key("c1"), record("second")));
    CHECK(body_of(store, key("c1")) == "first");
  }
  SECTION("org, kind and id all belong to the key") {
    REQUIRE(store.insert(key("c1"), record("code")));
    CHECK(store.insert(key("c1", RecordKind::session), record("session")));
    CHECK(store.insert({"other", RecordKind::code, "c1"}, record("other")));
    CHECK(body_of(store, key("c1")) == "code");
    CHECK(body_of(store, key("c1", RecordKind::session)) == "session");
    CHECK(body_of(store, {"other", RecordKind::code, "c1"}) == "other");
    CHECK_FALSE(store.find(key("c2")));
    CHECK_FALSE(store.find({"nowhere", RecordKind::code, "c1"}));
  }
  SECTION("what was erased is gone, once") {
    REQUIRE(store.insert(key("c1"), record("x")));
    CHECK(store.erase(key("c1")));
    CHECK_FALSE(store.find(key("c1")));
    CHECK_FALSE(store.erase(key("c1")));
    CHECK_FALSE(store.erase({"nowhere", RecordKind::code, "c1"}));
  }
  SECTION("dropping an org leaves the others alone") {
    REQUIRE(store.insert(key("c1"), record("x", "i")));
    REQUIRE(store.insert({"other", RecordKind::code, "c1"}, record("other")));
    store.drop("default");
    store.drop("nowhere");
    CHECK_FALSE(store.find(key("c1")));
    CHECK(ids(store, 0, "i").empty());
    CHECK(body_of(store, {"other", RecordKind::code, "c1"}) == "other");
    CHECK(store.insert(key("c1"), record("again")));
  }
}

inline void edits(RecordStore& store) {
  REQUIRE(store.insert(key("c1"), record("before", "i")));
  SECTION("an edit changes body, index and expiry") {
    CHECK(store.update(key("c1"), [](Record& r) {
      r.body = "after";
      r.index[0] = "j";
      r.expires_at = kNoon;
      return true;
    }));
    CHECK(body_of(store, key("c1")) == "after");
    CHECK(ids(store, 0, "i").empty());
    CHECK(ids(store, 0, "j") == Ids{"c1"});
    CHECK(store.erase_expired("default", kNoon) == 1);
  }
  SECTION("an edit that answers false leaves the record as it was") {
    CHECK(store.update(key("c1"), [](Record& r) {
      r.body = "after";
      r.index[0] = "j";
      return false;
    }));
    CHECK(body_of(store, key("c1")) == "before");
    CHECK(ids(store, 0, "i") == Ids{"c1"});
  }
  SECTION("there is nothing to edit where there is no record") {
    const auto never = [](Record&) -> bool { throw std::runtime_error("edited nothing"); };
    CHECK_FALSE(store.update(key("c2"), never));
    CHECK_FALSE(store.update({"nowhere", RecordKind::code, "c1"}, never));
  }
  SECTION("an edit that throws has changed nothing, and the record can be edited again") {
    CHECK_THROWS_AS(store.update(key("c1"),
                                 [](Record& r) -> bool {
                                   r.body = "after";
                                   throw std::runtime_error("edit");
                                 }),
                    std::runtime_error);
    CHECK(body_of(store, key("c1")) == "before");
    CHECK(store.update(key("c1"), [](Record&) { return true; }));
  }
  SECTION("an edit that calls the store is told so, and the store lives on") {
    const std::vector<std::function<void()>> calls{
        [&] { store.find(key("c2")); },
        [&] { store.insert(key("c2"), Record{}); },
        [&] { store.erase(key("c2")); },
        [&] { store.update(key("c2"), [](Record&) { return true; }); },
        [&] { store.list("default", RecordKind::code, 0, {}, {}, 1); },
        [&] { store.erase_by("default", RecordKind::code, 0, "i"); },
        [&] { store.erase_expired("default", kNoon); },
        [&] { store.drop("default"); },
        [&] { store.commit({}); },
    };
    for (const auto& call : calls)
      CHECK_THROWS_AS(store.update(key("c1"), [&](Record&) { return call(), true; }), std::logic_error);
    CHECK(body_of(store, key("c1")) == "before");
    CHECK(store.insert(key("c2"), record("x")));
  }
}

inline void indexes(RecordStore& store) {
  for (const auto* id : {"d", "a", "c", "b"}) REQUIRE(store.insert(key(id), record(id, "group", id)));
  REQUIRE(store.insert(key("e"), record("e", "groupe")));
  REQUIRE(store.insert(key("f"), record("f")));
  REQUIRE(store.insert(key("a", RecordKind::session), record("s", "group")));
  REQUIRE(store.insert({"other", RecordKind::code, "a"}, record("o", "group")));

  SECTION("records are listed by id, of one index value or all of the kind") {
    CHECK(ids(store, 0, "group") == Ids{"a", "b", "c", "d"});
    CHECK(ids(store, 0, "groupe") == Ids{"e"});
    CHECK(ids(store, 0, "gr").empty());
    CHECK(ids(store, 1, "group").empty());
    CHECK(ids(store, 1, "c") == Ids{"c"});
    CHECK(ids(store, 0, "") == Ids{"a", "b", "c", "d", "e", "f"});
    CHECK(store.list("nowhere", RecordKind::code, 0, {}, {}, 10).empty());
    const auto listed = store.list("default", RecordKind::code, 1, "c", {}, 10);
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].record.body == "c");
    CHECK(listed[0].record.index[0] == "group");
  }
  SECTION("pages go on after an id, whether or not it is still there") {
    CHECK(ids(store, 0, "group", "b") == Ids{"c", "d"});
    CHECK(ids(store, 0, "group", "bb") == Ids{"c", "d"});
    CHECK(ids(store, 0, "group", "", 3) == Ids{"a", "b", "c"});
    CHECK(ids(store, 0, "group", "a", 2) == Ids{"b", "c"});
    CHECK(ids(store, 0, "group", "d").empty());
    CHECK(ids(store, 0, "", "c", 2) == Ids{"d", "e"});
    CHECK(ids(store, 0, "", "", 0).empty());
  }
  SECTION("erasing by an index value takes those records and no others") {
    CHECK(store.erase_by("default", RecordKind::code, 0, "group") == 4);
    CHECK(ids(store, 0, "") == Ids{"e", "f"});
    CHECK(ids(store, 1, "c").empty());
    CHECK(store.find(key("a", RecordKind::session)));
    CHECK(store.find({"other", RecordKind::code, "a"}));
    CHECK(store.erase_by("default", RecordKind::code, 0, "group") == 0);
    CHECK(store.erase_by("default", RecordKind::code, 0, "") == 0);
    CHECK(store.erase_by("nowhere", RecordKind::code, 0, "group") == 0);
  }
  SECTION("some index values may change and others stay") {
    store.update(key("b"), [](Record& r) {
      r.index = {"group", "", "new", ""};
      return true;
    });
    CHECK(ids(store, 0, "group") == Ids{"a", "b", "c", "d"});
    CHECK(ids(store, 1, "b").empty());
    CHECK(ids(store, 2, "new") == Ids{"b"});
    store.update(key("b"), [](Record& r) {
      r.index = {"", "b", "new", "last"};
      return true;
    });
    CHECK(ids(store, 0, "group") == Ids{"a", "c", "d"});
    CHECK(ids(store, 1, "b") == Ids{"b"});
    CHECK(ids(store, 2, "new") == Ids{"b"});
    CHECK(ids(store, 3, "last") == Ids{"b"});
    CHECK(store.erase(key("b")));
    CHECK(ids(store, 3, "last").empty());
  }
}

inline void expiry(RecordStore& store) {
  REQUIRE(store.insert(key("past"), expiring("x", kNoon - 1s)));
  REQUIRE(store.insert(key("now"), expiring("x", kNoon)));
  REQUIRE(store.insert(key("next"), expiring("x", kNoon + 1s)));
  REQUIRE(store.insert(key("never"), record("x")));
  REQUIRE(store.insert(key("session", RecordKind::session), expiring("x", kNoon)));
  REQUIRE(store.insert({"other", RecordKind::code, "now"}, expiring("x", kNoon)));

  SECTION("a sweep takes what is due in that org, of every kind, and nothing else") {
    CHECK(store.erase_expired("default", kNoon - 2s) == 0);
    CHECK(store.erase_expired("default", kNoon) == 3);
    CHECK(ids(store, 0, "") == Ids{"never", "next"});
    CHECK(store.find({"other", RecordKind::code, "now"}));
    CHECK(store.erase_expired("default", kNoon + 1s) == 1);
    CHECK(store.erase_expired("default", protocol::TimePoint::max() - 1s) == 0);
    CHECK(ids(store, 0, "") == Ids{"never"});
    CHECK(store.erase_expired("nowhere", kNoon) == 0);
  }
  SECTION("nothing expires without a sweep") { CHECK(ids(store, 0, "").size() == 4); }
  SECTION("what was erased or prolonged before its time is left out") {
    CHECK(store.erase(key("past")));
    store.update(key("now"), [](Record& r) { return r.expires_at = kNoon + 24h, true; });
    CHECK(store.erase_expired("default", kNoon + 1h) == 2);  // next and the session
    CHECK(ids(store, 0, "") == Ids{"never", "now"});
    CHECK(store.erase_expired("default", kNoon + 24h) == 1);
  }
  SECTION("times before 1970 are times too") {
    REQUIRE(store.insert(key("old"), expiring("x", protocol::from_unix(-61))));
    CHECK(store.erase_expired("default", protocol::from_unix(-62)) == 0);
    CHECK(store.erase_expired("default", protocol::from_unix(-61)) == 1);
  }
  SECTION("a sweep takes however many are due") {
    for (int i = 0; i < 5000; ++i)
      REQUIRE(store.insert(key("m" + std::to_string(i)), expiring("x", kNoon - std::chrono::seconds(i))));
    CHECK(store.erase_expired("default", kNoon - 2000s) == 3000);
    CHECK(store.erase_expired("default", kNoon) == 2000 + 3);
  }
}

inline void batches(RecordStore& store) {
  REQUIRE(store.insert(key("a"), record("a1", "i")));
  REQUIRE(store.insert(key("b"), record("b1", "i")));

  SECTION("a batch whose expectations hold is done whole") {
    Batch batch;
    batch.expect = {{key("a"), "a1"}, {key("new"), std::nullopt}};
    batch.put = {{key("a"), record("a2", "j")}, {key("new"), record("n", "i")}};
    batch.erase = {key("b"), key("absent")};
    CHECK(store.commit(batch));
    CHECK(body_of(store, key("a")) == "a2");
    CHECK(body_of(store, key("new")) == "n");
    CHECK_FALSE(store.find(key("b")));
    CHECK(ids(store, 0, "i") == Ids{"new"});
    CHECK(ids(store, 0, "j") == Ids{"a"});
  }
  SECTION("a batch with one expectation that fails changes nothing") {
    const auto wrong = GENERATE(0, 1, 2);
    Batch batch;
    batch.expect = {{key("a"), "a1"}};
    if (wrong == 0) batch.expect.push_back({key("b"), "b0"});
    if (wrong == 1) batch.expect.push_back({key("b"), std::nullopt});
    if (wrong == 2) batch.expect.push_back({key("absent"), ""});
    batch.put = {{key("a"), record("a2")}, {key("new"), record("n")}};
    batch.erase = {key("b")};
    CHECK_FALSE(store.commit(batch));
    CHECK(body_of(store, key("a")) == "a1");
    CHECK(body_of(store, key("b")) == "b1");
    CHECK_FALSE(store.find(key("new")));
  }
  SECTION("a record that is erased and put in one batch is there afterwards") {
    Batch batch;
    batch.put = {{key("a"), record("a2")}};
    batch.erase = {key("a")};
    CHECK(store.commit(batch));
    CHECK(body_of(store, key("a")) == "a2");
  }
  SECTION("a batch may span kinds and orgs") {
    const RecordKey elsewhere{"other", RecordKind::session, "s"};
    Batch batch;
    batch.expect = {{elsewhere, std::nullopt}};
    batch.put = {{elsewhere, record("s")}, {key("p", RecordKind::person), record("p")}};
    CHECK(store.commit(batch));
    CHECK_FALSE(store.commit(batch));
    CHECK(body_of(store, elsewhere) == "s");
  }
  SECTION("an empty batch is done") { CHECK(store.commit({})); }
}

}  // namespace contract

inline void record_store_contract(const OpenStore& open) {
  const auto store = open();
  SECTION("single records") { contract::single_records(*store); }
  SECTION("edits") { contract::edits(*store); }
  SECTION("indexes") { contract::indexes(*store); }
  SECTION("expiry") { contract::expiry(*store); }
  SECTION("batches") { contract::batches(*store); }
}

}  // namespace mockidp
