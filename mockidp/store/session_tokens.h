#pragma once
// One-time session tokens, which a sign-in without a browser gives out and a browser turns into a session.
// Only a digest of each is kept. Any thread.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/people/session.h"
#include "mockidp/store/record_store.h"

namespace mockidp {

struct SessionToken {
  std::string person_id;
  std::vector<VerifiedMethod> verified;
  protocol::TimePoint issued_at{};
};
inline constexpr std::chrono::seconds kSessionTokenLifetime{300};

class SessionTokens {
 public:
  SessionTokens(RecordStore& store, std::string org) : store_(store), org_(std::move(org)) {}
  bool issue(std::string_view token, const SessionToken& value);  // false: the token is taken
  // The value for exactly one caller, however many race; whether it has expired is the caller's to judge.
  std::optional<SessionToken> redeem(std::string_view token);

 private:
  RecordStore& store_;
  std::string org_;
};

}  // namespace mockidp
