#include "conformance/browser/chromedriver.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "conformance/browser/webdriver_browser.h"

namespace conformance {

namespace {

constexpr int kStarts = 5;
constexpr std::chrono::seconds kStartPatience{30};

std::string words_in(const std::string& file) {
  std::ifstream in(file);
  return std::string((std::istreambuf_iterator<char>(in)), {});
}

std::string port_told_in(const std::string& words) {
  static const std::regex told("started successfully on port (\\d+)");
  std::smatch match;
  return std::regex_search(words, match, told) ? match[1].str() : std::string();
}

}  // namespace

Chromedriver start_chromedriver(const std::string& program, const std::string& log) {
  for (int start = 0; start < kStarts; ++start) {
    std::filesystem::remove(log);
    Chromedriver driver{.process = std::make_unique<ChildProcess>(ChildProcess::Options{
                            .command = {program, "--port=0"}, .environment = {}, .output_file = log}),
                        .port = {}};
    bool running = true;
    const bool told = eventually(
        [&] {
          running = driver.process->running();
          driver.port = port_told_in(words_in(log));
          return !driver.port.empty() || !running;
        },
        kStartPatience);
    if (!driver.port.empty()) return driver;
    if (!told) break;
  }
  throw BrowserError(program + " does not start: " + words_in(log));
}

}  // namespace conformance
