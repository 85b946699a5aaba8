#include "client/webapp/browser_session.h"

#include <algorithm>

namespace webapp {

namespace {
constexpr std::size_t kKeyBytes = 32;
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
  return found->second.pending.take(callback);
}

std::string BrowserSessions::sign_in(const std::string& key, Account account, protocol::TimePoint now) {
  auto session = fresh(now);
  auto new_key = protocol::random_base64url(random_, kKeyBytes);
  const std::lock_guard lock(mutex_);
  if (const auto before = sessions_.find(key); before != sessions_.end()) {
    const auto& old = before->second;
    const bool somebody_else =
        old.account && (old.account->issuer != account.issuer || old.account->subject != account.subject);
    if (!somebody_else) session.cart = old.cart;
    session.pending = old.pending;  // other tabs may still come back
    sessions_.erase(before);
  }
  session.account = std::move(account);
  session.signed_in_at = now;
  make_room();
  sessions_.emplace(new_key, std::move(session));
  return new_key;
}

void BrowserSessions::end(const std::string& key) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(key);
}

}  // namespace webapp
