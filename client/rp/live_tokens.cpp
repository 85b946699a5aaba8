#include "client/rp/live_tokens.h"

namespace rp {

LiveTokens::LiveTokens(SignIn& sign_in, const Settings& settings, Tokens tokens, IdToken id_token)
    : sign_in_(sign_in), settings_(settings), id_token_(std::move(id_token)), tokens_(std::move(tokens)) {}

protocol::Result<Tokens, SignInFailure> LiveTokens::current(protocol::TimePoint now) {
  std::unique_lock lock(mutex_);
  if (failure_ && !may_ask_again(now)) return protocol::fail(*failure_);
  if (now + settings_.renewal_margin < tokens_.expires_at) return tokens_;
  const Tokens expired = tokens_;
  if (sign_in_.renewal() == Renewal::each_its_own) lock.unlock();
  auto renewed = sign_in_.refresh(expired, id_token_, now);
  if (!lock.owns_lock()) lock.lock();
  if (!renewed) {
    failure_ = renewed.error();
    failed_at_ = now;
    return protocol::fail(*failure_);
  }
  failure_.reset();
  ++renewals_;
  tokens_ = *std::move(renewed);
  return tokens_;
}

Tokens LiveTokens::last() const {
  const std::lock_guard lock(mutex_);
  return tokens_;
}

unsigned LiveTokens::renewals() const {
  const std::lock_guard lock(mutex_);
  return renewals_;
}

bool LiveTokens::may_ask_again(protocol::TimePoint now) const {
  const auto kind = failure_->kind;
  if (kind == SignInFailure::Kind::token || kind == SignInFailure::Kind::id_token) return false;
  return now < failed_at_ || now >= failed_at_ + settings_.failure_cool_down;
}

}  // namespace rp
