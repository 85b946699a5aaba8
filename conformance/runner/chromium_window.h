#pragma once
// Chromium before a client that is a script. One place: scenarios see a Window.

#include <string>

#include "conformance/browser/webdriver_browser.h"
#include "conformance/run.h"
#include "conformance/runner/patience.h"
#include "conformance/runner/people.h"

namespace conformance {

// Where things are; `people` is borrowed.
struct WindowParts {
  std::string org_url, client_url, login_url;
  const People& people;
};

class ChromiumWindow final : public Window {
 public:
  // Throws ScenarioSkipped where Chromium is not installed.
  ChromiumWindow(const WindowParts& parts, FrameCookies cookies, const Patience& patience);

  void sign_in(const Needle& person) override;
  void continue_as(const Needle& person) override;
  bool at_provider() override;
  SignedInAs who() override;
  void lose_session_at_provider() override { browser_.forget_cookie_of(parts_.org_url, "idx"); }

 private:
  std::string url();
  std::string asked();
  WindowParts parts_;
  Patience patience_;
  WebdriverBrowser browser_;
};

}  // namespace conformance
