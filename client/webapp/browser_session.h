#pragma once
// What the app remembers of one browser, on the server: who is signed in, the cart, sign-ins under way.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "client/rp/assurance.h"
#include "client/rp/live_tokens.h"
#include "client/rp/sign_in.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/random.h"

namespace webapp {

// Who signed in. The account is issuer and subject together; everything else is only for show.
struct Account {
  std::string issuer{}, subject{};
  std::string name{};
  std::string id_token{};  // the hint at sign-out
  std::shared_ptr<const protocol::Json> id_token_claims{};
  std::shared_ptr<const protocol::Json> userinfo{};  // may be null
  std::optional<rp::Assurance> stepped_up_to{};      // what the sign-in was asked to bring
  bool asked_again = false;  // by a sign-in that was wanted though there was one: good for one page
  std::shared_ptr<rp::LiveTokens> tokens{};  // null where the app calls no API; never leaves the server
};

struct BrowserSession {
  std::optional<Account> account;
  std::map<std::string, unsigned> cart;  // product -> how many
  rp::PendingSignIns pending;
  std::string csrf;  // what the app's own forms carry back
  protocol::TimePoint created_at{};
  protocol::TimePoint last_used_at{};
  protocol::TimePoint signed_in_at{};
};

// What signing in lets through from the browser's session before: sign-ins of other tabs, and the cart,
// unless it is somebody else's.
void carry_over(const BrowserSession& before, BrowserSession& now);

// The decisions of a session's life. Right as they stand; nobody but client/breakable changes one.
struct SessionRules {
  // The sign-in that a callback ends. It is taken out, so that a callback works once.
  std::function<std::optional<rp::Transaction>(rp::PendingSignIns&, const protocol::Params& callback)>
      take_pending = [](auto& pending, const auto& callback) { return pending.take(callback); };
  // Under a new key, so that one which somebody planted before is worth nothing (CWE-384).
  std::function<std::string(const std::string& key_before, std::string fresh_key)> key_after_sign_in =
      [](const auto&, std::string fresh_key) { return fresh_key; };
  std::function<void(const BrowserSession& before, BrowserSession& now)> carry_over = &webapp::carry_over;
};

enum class SessionEnd { idle, limit };

struct SessionLimits {
  std::chrono::seconds idle{30 * 60};
  std::chrono::seconds absolute{8 * 60 * 60};  // since the sign-in
  std::size_t most = 20000;  // the oldest give way: anonymous visitors must not fill the memory
};

// Guards itself. A session is known by an unguessable key that only its browser holds.
class BrowserSessions {
 public:
  BrowserSessions(SessionLimits limits, protocol::Random& random, SessionRules rules = {})
      : limits_(limits), random_(random), rules_(std::move(rules)) {}

  struct Found {
    std::optional<BrowserSession> session;  // a copy; empty: the browser is new to us
    std::optional<SessionEnd> ended;        // it was signed in, until this request
  };
  Found find(const std::string& key, protocol::TimePoint now);

  // A new session; its key.
  std::string begin(protocol::TimePoint now);
  // False if there is no such session any more.
  bool change(const std::string& key, const std::function<void(BrowserSession&)>& edit);
  std::optional<rp::Transaction> take_pending(const std::string& key, const protocol::Params& callback);
  // Its key; the session before, known by `key`, ends.
  std::string sign_in(const std::string& key, Account account, protocol::TimePoint now);
  void end(const std::string& key);

 private:
  BrowserSession fresh(protocol::TimePoint now);
  void make_room();

  const SessionLimits limits_;
  protocol::Random& random_;
  const SessionRules rules_;
  std::mutex mutex_;
  std::unordered_map<std::string, BrowserSession> sessions_;
};

}  // namespace webapp
