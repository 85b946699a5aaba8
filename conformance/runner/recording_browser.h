#pragma once
// A browser whose every hop is kept for the report, and which stops when the scenario's time is up.

#include <memory>
#include <vector>

#include "conformance/browser/user_agent.h"
#include "conformance/runner/patience.h"

namespace conformance {

class RecordingBrowser final : public UserAgent {
 public:
  RecordingBrowser(std::vector<Hop>& trace, const Patience& patience);

  Page get(const std::string& url, const std::vector<std::pair<std::string, std::string>>& headers) override;
  Page post(const std::string& url, const std::vector<std::pair<std::string, std::string>>& fields) override;
  Page submit(const Page& page, const std::map<std::string, std::string>& answers) override;
  Page submit_form(const Page& page, const Form& form) override;
  void stop_before(Gate gate) override;
  std::vector<Cookie> cookies(const std::string& url) const override { return browser_->cookies(url); }
  void set_cookie(const std::string& url, const Cookie& cookie) override {
    browser_->set_cookie(url, cookie);
  }
  void forget_cookies() override { browser_->forget_cookies(); }
  const Gate& gate() const { return gate_; }

 private:
  Page kept(Page page);
  std::vector<Hop>& trace_;
  Patience patience_;
  std::unique_ptr<UserAgent> browser_;
  Gate gate_;
};

}  // namespace conformance
