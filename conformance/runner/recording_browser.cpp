#include "conformance/runner/recording_browser.h"

#include "conformance/runner/failure.h"

namespace conformance {

RecordingBrowser::RecordingBrowser(std::vector<Hop>& trace, Deadline deadline)
    : trace_(trace), deadline_(deadline) {
  stop_before({});
}

void RecordingBrowser::check_time() const {
  if (std::chrono::steady_clock::now() > deadline_) throw ScenarioTimedOut("the scenario's time is up");
}

Page RecordingBrowser::kept(Page page) {
  trace_.insert(trace_.end(), page.hops.begin(), page.hops.end());
  return page;
}

Page RecordingBrowser::get(const std::string& url,
                           const std::vector<std::pair<std::string, std::string>>& headers) {
  return kept(browser_->get(url, headers));
}

Page RecordingBrowser::post(const std::string& url,
                            const std::vector<std::pair<std::string, std::string>>& fields) {
  return kept(browser_->post(url, fields));
}

Page RecordingBrowser::submit(const Page& page, const std::map<std::string, std::string>& answers) {
  return kept(browser_->submit(page, answers));
}

void RecordingBrowser::stop_before(Gate gate) {
  gate_ = std::move(gate);
  browser_->stop_before([this](const std::string& method, const std::string& url) {
    check_time();
    return !gate_ || gate_(method, url);
  });
}

}  // namespace conformance
