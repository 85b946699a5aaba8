#pragma once
// A provider, a browser and a client that renews its tokens, all played: scenarios are held against ways of
// renewing that the reference client does not have.

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "conformance/run.h"
#include "conformance/runner/verdict.h"

namespace conformance {

struct RenewalHabits {
  std::chrono::seconds margin{0};         // before a token runs out
  std::chrono::milliseconds pause{1000};  // after a failure
  bool busy_while_it_waits = false;       // answers 503 meanwhile; otherwise it shows the page
  bool signs_out_at_failure = false;
};

class PlayedRenewal final : public Run {
 public:
  explicit PlayedRenewal(RenewalHabits habits) : habits_(habits), idp_(*this), browser_(*this) {}
  const Attempt& attempt() const { return attempt_; }

  Idp& idp() override { return idp_; }
  Client& client() override { return client_; }
  UserAgent& browser() override { return browser_; }
  UserAgent& another_browser() override { return browser_; }
  Window& window(FrameCookies) override { throw std::logic_error("nobody plays a window"); }
  std::string beacon_url() override { return {}; }
  std::vector<std::string> beacon_requests() override { return {}; }
  void api_answers(const std::string&, const std::string&) override {}
  std::vector<std::string> api_requests() override { return {}; }

  Page sign_in(UserAgent&, const Needle&) override {
    signed_in_ = true;
    take_tokens("authorization_code");
    return visit();
  }
  Page begin_sign_in(UserAgent&, const std::string&) override { return {}; }
  Callback sign_in_up_to_callback(UserAgent&, const Needle&) override { return {}; }
  void sign_in_elsewhere(UserAgent&, const Needle&) override {}
  std::string leave_for_provider(UserAgent&) override { return {}; }
  Page continue_as(UserAgent&, const Page& page, const Needle&) override { return page; }
  Callback callback_for(UserAgent&, const std::string&, const Needle&) override { return {}; }
  Page deliver(UserAgent&, const Callback&) override { return visit(); }
  Page deliver(UserAgent&, const std::string&) override { return visit(); }
  SignedInAs who(UserAgent&) override {
    return visit().status == kShown ? SignedInAs{true, {person().login}} : SignedInAs{};
  }
  bool expect(bool holds, const std::string& what, const std::string& observed) override {
    if (!holds) attempt_.unmet.push_back({what, observed});
    return holds;
  }
  void warn(const std::string& what) override { attempt_.warnings.push_back(what); }
  void note(const std::string& what) override { attempt_.notes.push_back(what); }
  void skip(const std::string& why) override { throw std::logic_error(why); }

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;
  static constexpr int kShown = 200, kBusy = 503;
  static constexpr const char* kHere = "http://app.example";
  static constexpr const char* kProvider = "http://idp.example";

  static Needle person() {
    return {"nell@people.example", "p", "00u-nell", "Nell", "nell@people.example", {}};
  }

  class PlayedIdp final : public Idp {
   public:
    explicit PlayedIdp(PlayedRenewal& play) : play_(play) {}
    std::string issuer() const override { return kProvider; }
    std::string org_url() const override { return kProvider; }
    Needle new_person() override { return person(); }
    Needle new_unassigned_person() override { return person(); }
    Needle member() override { return person(); }
    void enable(const std::string& fault, const std::map<std::string, std::string>& parameters) override {
      play_.faults_[fault] = parameters;
    }
    void disable_faults() override { play_.faults_.clear(); }
    void advance_clock(std::chrono::seconds) override {}
    void rotate_keys() override {}
    void set_refresh_tokens(const std::string&, std::chrono::seconds) override {}
    void set_status(const Needle&, const std::string&) override {}
    void change_org(const std::function<void(nlohmann::json&)>&) override {}
    std::string code_by_phone(const Needle&) override { return {}; }
    std::string request_of_other_app() const override { return {}; }
    std::string token(const std::map<std::string, std::string>&) override { return {}; }
    std::vector<JournalEntry> journal() override { return play_.journal_; }

   private:
    PlayedRenewal& play_;
  };

  class PlayedClient final : public Client {
   public:
    const Manifest& manifest() const override { return manifest_; }
    std::string url(const std::string& path) const override { return kHere + path; }
    std::string client_id() const override { return "app"; }
    std::string client_secret() const override { return {}; }
    void restart() override {}
    void restart_with_issuer(const std::string&) override {}
    bool alive() override { return true; }

   private:
    Manifest manifest_;
  };

  class PlayedBrowser final : public UserAgent {
   public:
    explicit PlayedBrowser(PlayedRenewal& play) : play_(play) {}
    Page get(const std::string&, const std::vector<std::pair<std::string, std::string>>&) override {
      return play_.visit();
    }
    Page post(const std::string&, const std::vector<std::pair<std::string, std::string>>&) override {
      return {};
    }
    Page submit(const Page&, const std::map<std::string, std::string>&) override { return {}; }
    Page submit_form(const Page&, const Form&) override { return {}; }
    void stop_before(Gate) override {}
    std::vector<Cookie> cookies(const std::string&) const override { return {}; }
    void set_cookie(const std::string&, const Cookie&) override {}
    void forget_cookies() override {}

   private:
    PlayedRenewal& play_;
  };

  static SteadyTime now() { return std::chrono::steady_clock::now(); }

  void take_tokens(const std::string& grant) {
    long seconds = 3600;
    if (const auto fault = faults_.find("access_token_short_lived"); fault != faults_.end())
      seconds = std::stol(fault->second.at("seconds"));
    runs_out_ = now() + std::chrono::seconds(seconds);
    tell(grant, kShown);
  }

  void tell(const std::string& grant, int status) {
    JournalEntry entry;
    entry.endpoint = "token";
    entry.status = status;
    entry.received = {{"grant_type", grant}};
    if (status == kShown) entry.sent = {{"refresh_token", "r-" + std::to_string(journal_.size())}};
    journal_.push_back(entry);
  }

  void renew() {
    const bool fails = faults_.count("token_endpoint_500") + faults_.count("token_endpoint_503") +
                           faults_.count("token_endpoint_429") >
                       0;
    if (!fails) return take_tokens("refresh_token");
    tell("refresh_token", kBusy);
    not_before_ = now() + habits_.pause;
    signed_in_ = !habits_.signs_out_at_failure;
  }

  Page visit() {
    if (signed_in_ && now() >= runs_out_ - habits_.margin && now() >= not_before_) renew();
    if (!signed_in_)
      return {.url = std::string(kProvider) + "/authorize", .status = 0, .body = {}, .hops = {}};
    const bool waits = now() >= runs_out_ - habits_.margin && now() < not_before_;
    return {.url = std::string(kHere) + "/profile",
            .status = waits && habits_.busy_while_it_waits ? kBusy : kShown,
            .body = {},
            .hops = {}};
  }

  RenewalHabits habits_;
  Attempt attempt_;
  std::map<std::string, std::map<std::string, std::string>> faults_;
  std::vector<JournalEntry> journal_;
  bool signed_in_ = false;
  SteadyTime runs_out_{}, not_before_{};
  PlayedIdp idp_;
  PlayedClient client_;
  PlayedBrowser browser_;
};

}  // namespace conformance
