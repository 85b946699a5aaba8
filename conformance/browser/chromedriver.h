#pragma once
// ChromeDriver as a child process, on a port of its own choice.

#include <memory>
#include <string>

#include "conformance/subject/child_process.h"

namespace conformance {

struct Chromedriver {
  std::unique_ptr<ChildProcess> process;
  std::string port;
};

// `program` is looked up in PATH; `log` is where its words are gathered. Asked for any port, ChromeDriver
// takes one that is free for IPv4 and ends when the same one is in use for IPv6, so that it is started again,
// a few times. Throws BrowserError with what it said last.
Chromedriver start_chromedriver(const std::string& program, const std::string& log);

}  // namespace conformance
