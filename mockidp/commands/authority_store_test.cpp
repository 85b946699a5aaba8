#include "mockidp/commands/authority_store.h"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <thread>
#include <vector>

#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

struct TemporaryFolder {
  TemporaryFolder() {
    char name[] = "/tmp/mockidp-test-XXXXXX";
    path = ::mkdtemp(name);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
  std::string path;
};

mode_t mode_of(const std::string& file) {
  struct stat facts {};
  return ::stat(file.c_str(), &facts) == 0 ? facts.st_mode & 07777 : 0;
}

const protocol::TimePoint kToday = protocol::SystemClock().now();

}  // namespace

TEST_CASE("a development CA is made once, for its owner's eyes, and found again", "[authority]") {
  const TemporaryFolder home;
  const std::string folder = home.path + "/share/mockidp/ca";
  const auto made = load_or_make_authority(folder, kToday);
  REQUIRE(made);
  CHECK(mode_of(folder) == 0700);
  CHECK(mode_of(folder + "/ca-key.pem") == 0600);
  const auto found = load_or_make_authority(folder, kToday);
  REQUIRE(found);
  CHECK(found->certificate_pem == made->certificate_pem);
  CHECK(found->private_key_pem == made->private_key_pem);
}

TEST_CASE("servers that start at once agree on one CA", "[authority]") {
  const TemporaryFolder home;
  std::vector<std::string> seen(8);
  {
    std::vector<std::jthread> servers;
    for (auto& certificate : seen)
      servers.emplace_back([&certificate, &home] {
        if (auto authority = load_or_make_authority(home.path + "/ca", kToday))
          certificate = authority->certificate_pem;
      });
  }
  CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == 1);
  CHECK_FALSE(seen.front().empty());
}

TEST_CASE("a CA without its key is missed loudly, not replaced", "[authority]") {
  const TemporaryFolder home;
  const std::string folder = home.path + "/ca";
  REQUIRE(load_or_make_authority(folder, kToday));
  std::filesystem::remove(folder + "/ca-key.pem");
  const auto again = load_or_make_authority(folder, kToday);
  REQUIRE_FALSE(again);
  CHECK(again.error() == "cannot read " + folder + "/ca-key.pem: No such file or directory");
}

TEST_CASE("where no CA can be kept, a line says so", "[authority]") {
  CHECK(load_or_make_authority("", kToday).error() ==
        "there is no home folder to keep a CA in; name one with --tls-ca");
  CHECK(load_or_make_authority("/proc/nowhere/ca", kToday).error() ==
        "cannot make /proc/nowhere/ca: No such file or directory");
}

}  // namespace mockidp
