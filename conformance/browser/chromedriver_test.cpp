#include "conformance/browser/chromedriver.h"

#include <filesystem>
#include <fstream>

#include "conformance/browser/webdriver_browser.h"
#include "conformance/subject/temporary_folder.h"
#include "mockidp/testing/catch.h"

using conformance::BrowserError;
using conformance::start_chromedriver;
using conformance::TemporaryFolder;

namespace {

// A driver that says what ChromeDriver says when its port is in use for IPv6, at the first `failures` starts.
std::string stand_in(const TemporaryFolder& folder, int failures) {
  const auto program = folder.path() / "driver";
  const auto starts = (folder.path() / "starts").string();
  std::ofstream(program) << "#!/bin/sh\necho start >> " << starts << "\n"
                         << "[ $(wc -l < " << starts << ") -gt " << failures
                         << " ] || { echo 'IPv6 port not available. Exiting...'; exit 1; }\n"
                         << "echo \"ChromeDriver was started successfully on port 4711.\"\nexec sleep 60\n";
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  return program;
}

}  // namespace

TEST_CASE("a driver whose port was taken is started again", "[browser]") {
  const TemporaryFolder folder;
  const auto driver = start_chromedriver(stand_in(folder, 2), folder.path() / "log");
  CHECK(driver.port == "4711");
  CHECK(driver.process->running());
}

TEST_CASE("a driver that never starts is told with its own words", "[browser]") {
  const TemporaryFolder folder;
  try {
    start_chromedriver(stand_in(folder, 1000), folder.path() / "log");
    FAIL("it started");
  } catch (const BrowserError& error) {
    CHECK_THAT(error.what(), ContainsSubstring("IPv6 port not available"));
  }
}
