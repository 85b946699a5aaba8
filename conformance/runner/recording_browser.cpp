#include "conformance/runner/recording_browser.h"

namespace conformance {

RecordingBrowser::RecordingBrowser(std::vector<Hop>& trace, const Patience& patience)
    : trace_(trace), patience_(patience), browser_(make_http_browser([this] { return patience_.left(); })) {
  stop_before({});
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

Page RecordingBrowser::submit_form(const Page& page, const Form& form) {
  return kept(browser_->submit_form(page, form));
}

void RecordingBrowser::stop_before(Gate gate) {
  gate_ = std::move(gate);
  browser_->stop_before([this](const std::string& method, const std::string& url) {
    patience_.check();
    return !gate_ || gate_(method, url);
  });
}

}  // namespace conformance
