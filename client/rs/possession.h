#pragma once
// Access tokens that are bound to a key (RFC 9449): a stolen one is worth nothing without it. For an API that
// knows its own public address, which every proof names.

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "client/rs/refusal.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/result.h"

namespace rs {

// Proofs that were accepted, until they are too old to be shown again. Of this process alone. Any thread.
class SpentProofs {
 public:
  explicit SpentProofs(std::size_t capacity = 100'000) : capacity_(capacity) {}
  enum class Use { first, again, no_room };
  // `first` for one of however many that show the same. Without room nothing may be accepted, as it could not
  // be remembered.
  Use spend(const std::string& id, protocol::TimePoint until, protocol::TimePoint now);

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::unordered_map<std::string, protocol::TimePoint> until_;
};

struct ProvenRequest {
  std::string_view method;        // "GET"
  std::string_view url;           // as clients know it, without query and fragment
  std::string_view access_token;  // what came along
  protocol::TimePoint now{};
  protocol::Seconds clock_skew{60};
};

inline constexpr protocol::Seconds kProofAge{300};

// The thumbprint of the key that has signed the request's one proof, for AccessTokenValidator to hold against
// the token. The proof is spent. `proofs`: every DPoP header.
protocol::Result<std::string, Refusal> prove_possession(const std::vector<std::string_view>& proofs,
                                                        const ProvenRequest& request, SpentProofs& spent);

}  // namespace rs
