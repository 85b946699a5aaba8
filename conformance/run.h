#pragma once
// What a scenario may do: the provider, browsers, the client, and the verdict.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "conformance/browser/user_agent.h"
#include "conformance/scenario.h"
#include "conformance/subject/manifest.h"

namespace conformance {

// A fresh person of this run. Each claim carries its own random marker, so that it can be told which claim,
// and whose, reached a page.
struct Needle {
  std::string login, password;
  std::string sub, name, email;  // as in the tokens
  std::string phone;             // where codes arrive once change_org has enrolled it
};

// One entry of the provider's journal, as the control API answers it.
struct JournalEntry {
  long sequence = 0;
  std::string endpoint, method, path, client_id, person;
  int status = 0;
  // Values in clear: the runner's org keeps a raw journal, for all its secrets are made up.
  std::multimap<std::string, std::string> received;
  std::multimap<std::string, std::string> sent;
  std::string failed;  // Okta's internal code
};

// The provider, through its control API only. Faults are named by strings; the org, and so its faults, is
// this client's alone.
class Idp {
 public:
  virtual ~Idp() = default;
  virtual std::string issuer() const = 0;
  virtual std::string org_url() const = 0;
  virtual Needle new_person() = 0;
  virtual Needle new_unassigned_person() = 0;
  // The one person of the run whom the client was told of, by the manifest's {member_sub} or {member_login}.
  virtual Needle member() = 0;
  // `parameters`: "times", "skip", "milliseconds", "status", … as numbers in text.
  virtual void enable(const std::string& fault,
                      const std::map<std::string, std::string>& parameters = {}) = 0;
  virtual void disable_faults() = 0;
  virtual void advance_clock(std::chrono::seconds by) = 0;
  virtual void rotate_keys() = 0;
  // How refresh tokens of the client's app live until the scenario ends: "STATIC" or "ROTATE", and for how
  // long a used one is forgiven.
  virtual void set_refresh_tokens(const std::string& rotation_type, std::chrono::seconds leeway) = 0;
  // From now on, for good: "SUSPENDED", "DEPROVISIONED", "PASSWORD_EXPIRED", …
  virtual void set_status(const Needle& person, const std::string& status) = 0;
  // What an administrator changes in the org document (docs/org-document.md), until the scenario ends.
  virtual void change_org(const std::function<void(nlohmann::json& document)>& edit) = 0;
  // The newest code that was sent to this person's phone.
  virtual std::string code_by_phone(const Needle& person) = 0;
  // The authorization request of another app of the org, to which the same people are assigned.
  virtual std::string request_of_other_app() const = 0;
  // A token straight from the provider, right or bent by faults: for the profile api. `wanted`, all optional:
  // "scope"
  // ("api.read"), "server" ("default", or "org"), "login" and "password" (a person's token by a sign-in;
  // without, by client credentials), "acr_values" (then with the person's "phone"), "kind" ("access_token",
  // or "id_token"). "" if the provider gave none.
  virtual std::string token(const std::map<std::string, std::string>& wanted) = 0;
  virtual std::vector<JournalEntry> journal() = 0;  // since this scenario began
  std::vector<JournalEntry> journal(const std::string& endpoint);
};

// The client under test.
class Client {
 public:
  virtual ~Client() = default;
  virtual const Manifest& manifest() const = 0;
  virtual std::string url(const std::string& path) const = 0;
  virtual std::string client_id() const = 0;
  virtual std::string client_secret() const = 0;
  virtual void restart() = 0;
  // Until the scenario ends it signs people in with this issuer.
  virtual void restart_with_issuer(const std::string& issuer) = 0;
  virtual bool alive() = 0;
};

// The provider's answer to an authorization request, on its way to the client: an address that is opened, or,
// with response_mode=form_post, a form that is posted there.
struct Callback {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> fields{};  // of a form
  std::string value(const std::string& name) const;           // "": it is absent, or there is more than one
  // The same with this parameter in place of all of that name; nothing: without it.
  Callback with(const std::string& name, const std::optional<std::string>& value) const;
};
// As the provider would answer this authorization request; the state is told only by `fields`.
Callback answer_to(const std::string& authorization_url,
                   const std::vector<std::pair<std::string, std::string>>& fields);

// As whom a browser is signed in, judged by the protected page: by needle, never by status alone.
struct SignedInAs {
  bool anyone = false;            // the protected page opened
  std::vector<std::string> seen;  // logins of the run's people whose markers it shows
  bool is(const Needle& person) const { return anyone && seen.size() == 1 && seen.front() == person.login; }
};

// What becomes of the provider's cookies in frames on the client's pages. `kept`: as in browsers that block
// third-party cookies.
enum class FrameCookies { sent, kept };

// A window of Chromium, and whoever sits before it: for clients that are scripts, of which nothing is seen
// until they run. What counts is what stands on the page.
class Window {
 public:
  virtual ~Window() = default;
  // Opens the client's login_path, and goes through the provider's pages as this person.
  virtual void sign_in(const Needle& person) = 0;
  // From the page of the provider on that is shown; nothing where none is.
  virtual void continue_as(const Needle& person) = 0;
  virtual bool at_provider() = 0;
  // Whose claims the client's page shows just now. It is not loaded anew: tokens in its memory would be gone.
  virtual SignedInAs who() = 0;
  // As when it has ended there: the browser keeps everything else.
  virtual void lose_session_at_provider() = 0;
};

class Run {
 public:
  virtual ~Run() = default;
  virtual Idp& idp() = 0;
  virtual Client& client() = 0;
  virtual UserAgent& browser() = 0;          // fresh for each scenario
  virtual UserAgent& another_browser() = 0;  // a further fresh one: the attacker's, or another victim's
  virtual Window& window(FrameCookies) = 0;  // a fresh one; skips the scenario where there is no Chromium
  virtual std::string beacon_url() = 0;      // a host of the attacker, on another site than the client
  virtual std::vector<std::string>
  beacon_requests() = 0;  // heads of the requests that it got in this scenario

  // An API of the runner's, of which the client was told by the manifest's {api_url}: what it answers from
  // now on (status line and headers, and body), and the heads of what it was asked in this scenario.
  virtual void api_answers(const std::string& head, const std::string& body) = 0;
  virtual std::vector<std::string> api_requests() = 0;

  // Opens the client's login, with this query added; ends wherever the client leads.
  virtual Page begin_sign_in(UserAgent& browser, const std::string& query = {}) = 0;
  // Goes through the client's login and the provider's pages; ends wherever the client leads.
  virtual Page sign_in(UserAgent& browser, const Needle& person) = 0;
  // Up to the callback, which is not followed; where there is none, the URL where it ended.
  virtual Callback sign_in_up_to_callback(UserAgent& browser, const Needle& person) = 0;
  // Signs the person in at the provider for another app of the org; the browser then has a session there,
  // and none at the client.
  virtual void sign_in_elsewhere(UserAgent& browser, const Needle& person) = 0;
  // The client's authorization request, which is not followed: its URL, with the parameters of a request by
  // POST as its query; where it does not lead to the provider, the URL where it ended.
  virtual std::string leave_for_provider(UserAgent& browser) = 0;
  // From a page of the provider on, as this person; ends wherever the client leads.
  virtual Page continue_as(UserAgent& browser, const Page& page, const Needle& person) = 0;
  // What the provider answers this person to an authorization request, in whatever browser: the callback,
  // which is not followed.
  virtual Callback callback_for(UserAgent& browser, const std::string& authorization_url,
                                const Needle& person) = 0;
  // Opens a callback, or a page, and stays away from the provider: a client that begins anew after refusing
  // would sign the person in rightly, unseen. A form comes from a page of the provider.
  virtual Page deliver(UserAgent& browser, const Callback& callback) = 0;
  virtual Page deliver(UserAgent& browser, const std::string& address) = 0;
  virtual SignedInAs who(UserAgent& browser) = 0;

  // False: the scenario fails (or warns, at level should); it goes on either way. `what` reads as the
  // expectation.
  virtual bool expect(bool holds, const std::string& what, const std::string& observed = {}) = 0;
  virtual void warn(const std::string& what) = 0;  // allowed but weaker
  virtual void note(const std::string& what) = 0;  // recorded, no verdict
  virtual void skip(const std::string& why) = 0;   // throws: does not apply after all
};

// The three outcomes, said the same way everywhere. The observation names who is signed in, and where asked
// for, whose claims are shown.
bool expect_nobody(Run& run, UserAgent& browser, const std::string& what = "nobody is signed in");
bool expect_person(Run& run, UserAgent& browser, const Needle& person,
                   const std::string& what = "the protected page shows the person who signed in");
// Waits for it: a page that runs comes to it in its own time.
bool expect_shown(Run& run, Window& window, const Needle& person,
                  const std::string& what = "the page shows the person who signed in");
// "signed in as nobody", "as a@people.example", "as somebody whose claims are not shown"
std::string described(const SignedInAs& who);

}  // namespace conformance
