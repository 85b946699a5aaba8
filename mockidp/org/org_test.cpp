#include "mockidp/org/org.h"

#include <set>
#include <thread>

#include "mockidp/store/memory_store.h"
#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

constexpr std::size_t kEmbeddedKeys = 12;

struct OrgScene {
  protocol::ManualClock base_clock;
  protocol::SeededRandom random{1};
  std::unique_ptr<RecordStore> store = make_memory_store();
  KeyPool pool{1};
  Org org{"default", base_clock, random, *store, pool, {}};
};

std::shared_ptr<const Directory> directory_named(const char* name) {
  auto directory = std::make_shared<Directory>();
  directory->org.name = name;
  return directory;
}

}  // namespace

TEST_CASE("a request keeps the directory it began with, the next one sees the new one", "[org]") {
  OrgScene scene;
  scene.org.set_directory(directory_named("before"));
  const DirectorySnapshot snapshot = scene.org.directory();
  scene.org.set_directory(directory_named("after"));
  CHECK(snapshot->org.name == "before");
  CHECK(scene.org.directory()->org.name == "after");
}

TEST_CASE("each authorization server has keys of its own, made once", "[org]") {
  OrgScene scene;
  KeyRing& ring = scene.org.keys("default");
  CHECK(&scene.org.keys("default") == &ring);
  CHECK(scene.org.keys("").current()->kid() != ring.current()->kid());
}

TEST_CASE("rotating one server's keys leaves the others alone", "[org]") {
  OrgScene scene;
  const auto before = scene.org.keys("default").current();
  const auto others = scene.org.keys("").current();
  scene.org.rotate_keys("default");
  CHECK(scene.org.keys("default").current() != before);
  CHECK(scene.org.keys("default").published().back() == before);
  CHECK(scene.org.keys("").current() == others);
}

TEST_CASE("the keys of an org that is gone serve others, the former ones too", "[org]") {
  OrgScene scene;
  std::set<std::string> gone;
  std::size_t taken = 0;
  {
    Org brief("brief", scene.base_clock, scene.random, *scene.store, scene.pool, {});
    brief.keys("");
    brief.rotate_keys("");
    brief.keys("default");
    for (const char* server : {"", "default"})
      for (const Key& key : brief.keys(server).published()) gone.insert(key->kid());
    taken = gone.size();
  }
  REQUIRE(taken == 3);
  for (; taken < kEmbeddedKeys; ++taken) CHECK(gone.count(scene.pool.take()->kid()) == 0);
  std::set<std::string> again;
  for (const char* server : {"", "default", "other"}) again.insert(scene.org.keys(server).current()->kid());
  CHECK(again == gone);
}

TEST_CASE("the revision moves with directory and keys, and with nothing else", "[org]") {
  OrgScene scene;
  const auto start = scene.org.revision();
  scene.org.set_directory(directory_named("one"));
  const auto with_directory = scene.org.revision();
  CHECK(with_directory > start);
  scene.org.keys("default");
  CHECK(scene.org.revision() == with_directory);
  scene.org.rotate_keys("default");
  CHECK(scene.org.revision() > with_directory);
}

TEST_CASE("an org's clock moves without the others'", "[org]") {
  OrgScene scene;
  Org other("acme", scene.base_clock, scene.random, *scene.store, scene.pool, {});
  scene.org.clock.set_offset(std::chrono::seconds(60));
  CHECK(scene.org.clock.now() == other.clock.now() + std::chrono::seconds(60));
}

TEST_CASE("orgs share a store and see none of each other's people", "[org]") {
  OrgScene scene;
  Org other("acme", scene.base_clock, scene.random, *scene.store, scene.pool, {});
  Person ann;
  ann.id = "00uann";
  ann.login = "ann@example.com";
  CHECK(scene.org.people.add(ann));
  CHECK(scene.org.people.find("00uann"));
  CHECK_FALSE(other.people.find("00uann"));
  CHECK(other.people.add(ann));
}

TEST_CASE("threads that ask first get one ring", "[org]") {
  OrgScene scene;
  scene.org.set_directory(directory_named("one"));
  std::vector<KeyRing*> rings(4);
  std::vector<std::thread> threads;
  for (auto& ring : rings) {
    threads.emplace_back([&] {
      ring = &scene.org.keys("default");
      scene.org.set_directory(directory_named("another"));
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(std::set<KeyRing*>(rings.begin(), rings.end()).size() == 1);
  CHECK(scene.org.directory()->org.name == "another");
}

TEST_CASE("an org that follows the address is read once for each, and again after a change", "[org]") {
  OrgScene scene;
  int readings = 0;
  scene.org.set_directory(directory_named("own"));
  scene.org.follow_address([&](const std::string& url) {
    ++readings;
    return url == "http://bad" ? nullptr : directory_named(url.c_str());
  });
  const auto first = scene.org.view_at("http://a");
  CHECK(first.directory->org.name == "http://a");
  CHECK(scene.org.view_at("http://a").revision == first.revision);
  CHECK(readings == 1);
  CHECK(scene.org.view_at("http://b").revision != first.revision);
  CHECK(scene.org.view_at("http://bad").directory->org.name == "own");
  CHECK(scene.org.view_at("").directory->org.name == "own");
  CHECK(scene.org.view().revision != first.revision);

  scene.org.set_directory(directory_named("own"));
  CHECK(scene.org.view_at("http://a").revision != first.revision);
  CHECK(readings == 4);
}

TEST_CASE("whoever asks by ever new hosts gets the org's own address, and takes no memory", "[org]") {
  OrgScene scene;
  std::size_t readings = 0;
  scene.org.set_directory(directory_named("own"));
  scene.org.follow_address([&](const std::string& url) {
    ++readings;
    return directory_named(url.c_str());
  });
  std::set<std::uint64_t> revisions{scene.org.view().revision};
  for (std::size_t i = 0; i < Org::kMaxAddresses; ++i)
    revisions.insert(scene.org.view_at("http://host" + std::to_string(i)).revision);
  CHECK(revisions.size() == Org::kMaxAddresses + 1);
  for (int i = 100; i < 200; ++i)
    CHECK(scene.org.view_at("http://host" + std::to_string(i)).directory->org.name == "own");
  CHECK(readings == Org::kMaxAddresses);
}

}  // namespace mockidp
