#pragma once
// A host of the attacker: answers anything with an empty page and keeps the heads of what it was asked.

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
  void forget();

 private:
  void serve();
  int listener_ = -1;
  int port_ = 0;
  std::mutex mutex_;
  std::vector<std::string> requests_;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace conformance
