#pragma once
// What the app remembers between the redirect to the provider and the callback, bound to the browser that
// left.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/form.h"

namespace rp {

struct Transaction {
  std::string state{};
  std::string nonce{};
  std::string code_verifier{};
  protocol::TimePoint created_at{};
  std::string return_to{};
  std::string redirect_uri{};
  std::string issuer{};
  bool iss_parameter_promised = false;  // RFC 9207: an answer without `iss` is then a forgery
  std::vector<std::string> acr_values{};
  std::string amr{};
  std::optional<protocol::Seconds> max_age{};
  std::optional<std::int64_t> newer_than{};  // auth_time of the session that is to be stepped up
};

// Exactly one `state`, and it is this transaction's. Constant time.
bool is_answer_to(const Transaction& transaction, const protocol::Params& callback);
using AnswerCheck = bool (*)(const Transaction& transaction, const protocol::Params& callback);

// The sign-ins that one browser has begun, in several tabs perhaps. A value of its session; not for several
// threads.
class PendingSignIns {
 public:
  static constexpr std::size_t kMost = 8;  // the oldest gives way
  void add(Transaction transaction);
  // Takes the transaction out, so that a callback works once. A callback that belongs to none takes nothing.
  std::optional<Transaction> take(const protocol::Params& callback, AnswerCheck check = &is_answer_to);
  std::size_t size() const { return pending_.size(); }

 private:
  std::vector<Transaction> pending_;  // oldest first
};

}  // namespace rp
