#pragma once
// One scenario under way against a running provider and client.

#include <memory>
#include <vector>

#include "conformance/run.h"
#include "conformance/runner/beacon.h"
#include "conformance/runner/chromium_window.h"
#include "conformance/runner/mock_idp.h"
#include "conformance/runner/recording_browser.h"
#include "conformance/runner/verdict.h"

namespace conformance {

// What a run needs from its surroundings; outlives it.
struct RunParts {
  MockIdp& idp;
  Client& client;
  Beacon& beacon;
  Beacon& api;
  std::string redirect_uri;
  bool guard_answers_strangers = false;  // the protected page opens, with a sign-in form, to nobody
};

class LiveRun final : public Run {
 public:
  LiveRun(const RunParts& parts, const Patience& patience);
  Attempt take_attempt() { return std::move(attempt_); }
  const std::vector<Hop>& trace() const { return trace_; }

  Idp& idp() override { return parts_.idp; }
  Client& client() override { return parts_.client; }
  UserAgent& browser() override;
  UserAgent& another_browser() override;
  Window& window(FrameCookies cookies) override;
  std::string beacon_url() override { return parts_.beacon.url(); }
  std::vector<std::string> beacon_requests() override { return parts_.beacon.requests(); }
  void api_answers(const std::string& head, const std::string& body) override {
    parts_.api.answer_with(head, body);
  }
  std::vector<std::string> api_requests() override { return parts_.api.requests(); }
  Page begin_sign_in(UserAgent& browser, const std::string& query) override;
  Page sign_in(UserAgent& browser, const Needle& person) override;
  Callback sign_in_up_to_callback(UserAgent& browser, const Needle& person) override;
  void sign_in_elsewhere(UserAgent& browser, const Needle& person) override;
  std::string leave_for_provider(UserAgent& browser) override;
  Page continue_as(UserAgent& browser, const Page& page, const Needle& person) override;
  Callback callback_for(UserAgent& browser, const std::string& authorization_url,
                        const Needle& person) override;
  Page deliver(UserAgent& browser, const Callback& callback) override;
  Page deliver(UserAgent& browser, const std::string& address) override;
  SignedInAs who(UserAgent& browser) override;
  bool expect(bool holds, const std::string& what, const std::string& observed) override;
  void warn(const std::string& what) override { attempt_.warnings.push_back(what); }
  void note(const std::string& what) override { attempt_.notes.push_back(what); }
  void skip(const std::string& why) override;

 private:
  UserAgent& fresh_browser();
  Callback up_to_callback(UserAgent& browser, const Needle& person, const std::function<Page()>& begin);
  RunParts parts_;
  Patience patience_;
  std::vector<Hop> trace_;
  std::vector<std::unique_ptr<RecordingBrowser>> browsers_;
  UserAgent* main_browser_ = nullptr;
  std::vector<std::unique_ptr<ChromiumWindow>> windows_;
  Attempt attempt_;
};

}  // namespace conformance
