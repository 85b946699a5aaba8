#include "conformance/subject/child_process.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "conformance/subject/temporary_folder.h"
#include "mockidp/testing/catch.h"

using conformance::TemporaryFolder;

TEST_CASE("a client runs in the folder that it was given", "[child]") {
  const TemporaryFolder folder;
  conformance::ChildProcess::Options options{.command = {"pwd", "-P"},
                                             .environment = {},
                                             .output_file = folder.path() / "said",
                                             .folder = folder.path()};
  conformance::ChildProcess child(options);
  REQUIRE(conformance::eventually([&] { return !child.running(); }));
  std::string said;
  std::ifstream output(options.output_file);
  std::getline(output, said);
  CHECK(said == std::filesystem::canonical(folder.path()).string());
}

TEST_CASE("a client whose folder is not there does not start", "[child]") {
  const TemporaryFolder folder;
  conformance::ChildProcess::Options options{
      .command = {"true"}, .environment = {}, .output_file = {}, .folder = folder.path() / "gone"};
  CHECK_THROWS_AS(conformance::ChildProcess(options), std::runtime_error);
}
