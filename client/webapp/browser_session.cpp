#include "client/webapp/browser_session.h"

#include <algorithm>

namespace webapp {

namespace {
constexpr std::size_t kKeyBytes = 32;
}

void carry_over(const BrowserSession& before, BrowserSession& now) {
  now.pending = before.pending;
  const bool somebody_else = before.account && (before.account->issuer != now.account->issuer ||
                                                before.account->subject != now.account->subject);
  if (!somebody_else) now.cart = before.cart;
}

BrowserSessions::Found BrowserSessions::find(const std::string& key, protocol::TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(key);
  if (found == sessions_.end()) return {};
  auto& session = found->second;
  std::optional<SessionEnd> ended;
  if (now - session.last_used_at >= limits_.idle) ended = SessionEnd::idle;
  if (session.account && now - session.signed_in_at >= limits_.absolute) ended = SessionEnd::limit;
  if (ended) {
    const bool was_signed_in = session.account.has_value();
    sessions_.erase(found);
    return {.session = std::nullopt, .ended = was_signed_in ? ended : std::nullopt};
  }
  session.last_used_at = now;
  return {.session = session, .ended = std::nullopt};
}

BrowserSession BrowserSessions::fresh(protocol::TimePoint now) {
  BrowserSession session;
  session.csrf = protocol::random_base64url(random_, kKeyBytes);
  session.created_at = session.last_used_at = now;
  return session;
}

void BrowserSessions::make_room() {
  if (sessions_.size() < limits_.most) return;
  const auto oldest = std::min_element(sessions_.begin(), sessions_.end(), [](const auto& a, const auto& b) {
    const auto rank = [](const BrowserSession& s) {
      return std::pair(s.account.has_value(), s.last_used_at);
    };
    return rank(a.second) < rank(b.second);
  });
  sessions_.erase(oldest);
}

std::string BrowserSessions::begin(protocol::TimePoint now) {
  auto key = protocol::random_base64url(random_, kKeyBytes);
  auto session = fresh(now);
  const std::lock_guard lock(mutex_);
  make_room();
  sessions_.emplace(key, std::move(session));
  return key;
}

bool BrowserSessions::change(const std::string& key, const std::function<void(BrowserSession&)>& edit) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(key);
  if (found == sessions_.end()) return false;
  edit(found->second);
  return true;
}

std::optional<rp::Transaction> BrowserSessions::take_pending(const std::string& key,
                                                             const protocol::Params& callback) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(key);
  if (found == sessions_.end()) return std::nullopt;
  return rules_.take_pending(found->second.pending, callback);
}

std::string BrowserSessions::sign_in(const std::string& key, Account account, protocol::TimePoint now) {
  auto session = fresh(now);
  session.account = std::move(account);
  session.signed_in_at = now;
  auto new_key = rules_.key_after_sign_in(key, protocol::random_base64url(random_, kKeyBytes));
  const std::lock_guard lock(mutex_);
  if (const auto before = sessions_.find(key); before != sessions_.end()) {
    rules_.carry_over(before->second, session);
    sessions_.erase(before);
  }
  make_room();
  sessions_.emplace(new_key, std::move(session));
  return new_key;
}

void BrowserSessions::end(const std::string& key) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(key);
}

}  // namespace webapp
