#pragma once
// What a scenario can do with a browser. Two kinds: libcurl with cookies and an HTML form reader, and
// Chromium.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

struct Cookie {
  std::string name, value, domain, path;
  bool http_only = false, secure = false;
  std::string same_site;  // as sent; empty: not said
  bool persistent = false;
};

// One request and what came back.
struct Hop {
  std::string method, url;
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;           // of the request
  std::string response_body;  // capped
  std::string location;       // undecoded, as received; of a refresh too
  std::string header(std::string_view name) const;
};

struct Form {
  std::string action, method;
  std::vector<std::pair<std::string, std::string>> fields;  // successful controls only
};

struct Page {
  std::string url;  // where the browser ended
  int status = 0;
  std::string body;
  std::vector<Hop> hops;            // on the way here, the last one is this page
  bool is_led_on = false;           // still, by a redirect or by itself, when the browser had enough of it
  std::optional<Form> kept_back{};  // what the gate let nobody send; of a GET the action is all
  const Hop& last() const;          // an empty one if nothing was asked
};

// A failure of the network is a page with status 0 and no body: an observation, not an exception.
class UserAgent {
 public:
  // Decides before each request whether to go on: false stops there, with status 0 and the URL that would
  // have been asked, which is no hop.
  using Gate = std::function<bool(const std::string& method, const std::string& url)>;

  virtual ~UserAgent() = default;
  virtual Page get(const std::string& url,
                   const std::vector<std::pair<std::string, std::string>>& headers = {}) = 0;
  virtual Page post(const std::string& url,
                    const std::vector<std::pair<std::string, std::string>>& fields) = 0;
  // The first form of the page with these answers filled into its fields (answers to fields that it lacks are
  // left out), and submitted. A page without a form: status 0.
  virtual Page submit(const Page& page, const std::map<std::string, std::string>& answers) = 0;
  // This form of the page, as it is.
  virtual Page submit_form(const Page& page, const Form& form) = 0;
  virtual void stop_before(Gate gate) = 0;  // {}: follow everything again
  virtual std::vector<Cookie> cookies(const std::string& url) const = 0;
  virtual void set_cookie(const std::string& url, const Cookie& cookie) = 0;
  virtual void forget_cookies() = 0;
};

// libcurl. Follows redirects itself as browsers do, keeps what it saw, sends a target exactly as given. No
// script runs, but pages lead on: by a refresh (header or meta element, of up to five seconds, without the
// wait), and by an inline script that submits a form as the page loads. Who asks with an Accept header that
// wants no HTML is a script, which only redirects lead on.
// Cookies go by host, path, Secure and SameSite; a form on another site's page (127.0.0.1 against localhost)
// submits cross-site.
// `patience` says how long a request may take, and, now and then while it waits, whether it may go on: zero
// ends it. None: 30 seconds.
std::unique_ptr<UserAgent> make_http_browser(std::function<std::chrono::milliseconds()> patience = {});

std::vector<Form> all_forms(const std::string& html, const std::string& base_url);
std::optional<Form> first_form(const std::string& html, const std::string& base_url);
// Where the browser ended, or was kept from going: of a request by POST with its fields as the query.
std::string address_asked(const Page& page);
// The one that the page's own script submits as it loads, as far as the script's text tells.
std::optional<Form> form_that_submits_itself(const std::string& html, const std::string& base_url);
// Where the answer leads on by a refresh, as it is written there.
std::optional<std::string> refresh_target(const Hop& answer);
bool is_html(const Hop& answer);
// By POST, and to this path; whatever stands in the query.
std::optional<Form> form_that_posts_to(const std::string& url, const Page& page);

}  // namespace conformance
