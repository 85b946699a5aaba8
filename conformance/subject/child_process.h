#pragma once
// A program that the runner starts and ends: a provider, a client, ChromeDriver. Third-party-free POSIX.

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace conformance {

class ChildProcess {
 public:
  struct Options {
    std::vector<std::string> command;                // looked up in PATH
    std::map<std::string, std::string> environment;  // beside the runner's own
    std::string output_file;                         // stdout and stderr; empty: thrown away
    std::string folder{};                            // that it runs in; empty: the runner's own
  };
  explicit ChildProcess(const Options& options);  // throws std::runtime_error if it cannot be started
  ~ChildProcess();                                // terminates its whole process group
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  bool running();
  // SIGTERM, then after `grace` SIGKILL; the exit status, or 128 + signal.
  int stop(std::chrono::milliseconds grace = std::chrono::seconds(3));
  int exit_status() const { return status_; }

 private:
  bool reap(bool wait);
  pid_t pid_ = -1;
  bool ended_ = false;
  int status_ = -1;
};

// Calls `done` until it says yes or the time is up; says which.
bool eventually(const std::function<bool()>& done,
                std::chrono::milliseconds within = std::chrono::seconds(30));

}  // namespace conformance
