#pragma once
// Real Chromium through ChromeDriver and the W3C WebDriver protocol, on libcurl and nlohmann/json.

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace conformance {

// The browser or its driver failed: no verdict on any client.
class BrowserError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class WebdriverBrowser {
 public:
  // Origins. Frames of `of` get no cookies in pages of `inside`: what browsers do that block third-party
  // cookies, by the setting that Chromium has for a pair of sites. On one machine no other will do: to a
  // browser every port of localhost is the same site.
  struct CookiesKept {
    std::string of, inside;
  };
  struct Options {
    int width = 1280;
    int height = 900;
    bool dark = false;
    bool scripts = true;
    std::optional<CookiesKept> from_frames{};
  };
  // Starting costs one to two seconds: share one, and clear its cookies between cases.
  explicit WebdriverBrowser(Options options);
  ~WebdriverBrowser();
  static bool available();  // whether chromedriver and chromium are installed

  void open(const std::string& url);
  std::string url();
  std::string title();
  std::string source();
  std::string text(const std::string& css);  // visible text; throws if nothing matches
  std::optional<std::string> attribute(const std::string& css, const std::string& name);
  bool has(const std::string& css);
  void type(const std::string& css, const std::string& text);
  void click(const std::string& css);                            // waits for the navigation that it starts
  void press(const std::string& label);                          // the button or link that is labelled so
  bool reads(const std::string& css, const std::string& words);  // waits until it does
  int count(const std::string& css);                             // now: what is not there is not waited for
  std::string run_script(const std::string& javascript);         // its return value as JSON
  void clear_cookies();                                          // of every origin
  void forget_cookie(const std::string& name);                   // of the page's host
  void forget_cookie_of(const std::string& url, const std::string& name);  // wherever the page is
  bool keeps_cookie(const std::string& name);  // the page's host has one that outlives the browser
  void open_in_new_tab(const std::string& url);
  void to_first_tab();
  void look(const Options& options);              // size and colours from now on; the rest stays
  void save_screenshot(const std::string& file);  // of the whole page
  // Console messages at level SEVERE since the last call.
  std::vector<std::string> console_errors();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace conformance
