#pragma once
// A host of the runner, the attacker's or an API's: answers anything with the same and keeps the heads of
// what it was asked.

#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace conformance {

class Beacon {
 public:
  Beacon();  // listens on a free port of 127.0.0.1, which is another site than localhost
  ~Beacon();
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::vector<std::string> requests();
  // What it was asked, and what it was told to answer.
  void forget();
  // Until then: an answer's status line and headers without their last line end, and its body.
  void answer_with(const std::string& head, const std::string& body);

 private:
  void serve();
  int listener_ = -1;
  int port_ = 0;
  std::mutex mutex_;
  std::vector<std::string> requests_;  // guarded by mutex_
  std::string answer_;                 // likewise
  std::thread thread_;
};

}  // namespace conformance
