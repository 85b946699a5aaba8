#include "conformance/subject/child_process.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "mockidp/testing/catch.h"

namespace {

struct OneFolder {
  OneFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "child-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path = std::filesystem::canonical(pattern);
  }
  ~OneFolder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

}  // namespace

TEST_CASE("a client runs in the folder that it was given", "[child]") {
  const OneFolder folder;
  conformance::ChildProcess::Options options{.command = {"pwd", "-P"},
                                             .environment = {},
                                             .output_file = folder.path / "said",
                                             .folder = folder.path};
  conformance::ChildProcess child(options);
  REQUIRE(conformance::eventually([&] { return !child.running(); }));
  std::string said;
  std::ifstream output(options.output_file);
  std::getline(output, said);
  CHECK(said == folder.path.string());
}

TEST_CASE("a client whose folder is not there does not start", "[child]") {
  const OneFolder folder;
  conformance::ChildProcess::Options options{
      .command = {"true"}, .environment = {}, .output_file = {}, .folder = folder.path / "gone"};
  CHECK_THROWS_AS(conformance::ChildProcess(options), std::runtime_error);
}
