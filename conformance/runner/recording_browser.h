#pragma once
// A browser whose every hop is kept for the report, and which stops when the scenario's time is up.

#include <chrono>
#include <memory>
#include <vector>

#include "conformance/browser/user_agent.h"

namespace conformance {

class RecordingBrowser final : public UserAgent {
 public:
  using Deadline = std::chrono::steady_clock::time_point;
  RecordingBrowser(std::vector<Hop>& trace, Deadline deadline);

  Page get(const std::string& url, const std::vector<std::pair<std::string, std::string>>& headers) override;
  Page post(const std::string& url, const std::vector<std::pair<std::string, std::string>>& fields) override;
  Page submit(const Page& page, const std::map<std::string, std::string>& answers) override;
  void stop_before(Gate gate) override;
  std::vector<Cookie> cookies(const std::string& url) const override { return browser_->cookies(url); }
  void set_cookie(const std::string& url, const Cookie& cookie) override {
    browser_->set_cookie(url, cookie);
  }
  void forget_cookies() override { browser_->forget_cookies(); }
  const Gate& gate() const { return gate_; }

 private:
  Page kept(Page page);
  void check_time() const;  // throws ScenarioTimedOut
  std::unique_ptr<UserAgent> browser_ = make_http_browser();
  std::vector<Hop>& trace_;
  Deadline deadline_;
  Gate gate_;
};

}  // namespace conformance
