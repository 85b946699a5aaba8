#pragma once
// Reads back the tokens that this org has signed.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/protocol/jws.h"

namespace mockidp {

// The public keys of each authorization server, parsed once per change of the org. Any thread.
class OwnKeys {
 public:
  std::shared_ptr<const protocol::KeySet> of(Exchange& exchange, const AuthorizationServer& server);

 private:
  struct Parsed {
    std::uint64_t revision = 0;
    std::shared_ptr<const protocol::KeySet> keys;
  };
  std::mutex mutex_;
  std::map<std::string, Parsed, std::less<>> by_server_;
};

// Signed by this authorization server with a key it still publishes, and naming it as issuer; not whether it
// is still good. `foreign` where another server of the org has signed it.
struct NotOurs {
  enum class Kind { broken, foreign } kind = Kind::broken;
};
protocol::Result<protocol::VerifiedJwt, NotOurs> verify_own_token(Exchange& exchange, OwnKeys& keys,
                                                                  const AuthorizationServer& server,
                                                                  std::string_view token);

std::string claim_text(const protocol::VerifiedJwt& token,
                       std::string_view name);                           // "" unless it is a string
std::string dpop_key_of(const protocol::VerifiedJwt& token);             // cnf.jkt; "" if it is bound to none
std::vector<std::string> scopes_of(const protocol::VerifiedJwt& token);  // scp
protocol::TimePoint expiry_of(const protocol::VerifiedJwt& token);       // the epoch if it has none
protocol::TimePoint beginning_of(const protocol::VerifiedJwt& token);    // of nbf; the epoch if it has none

}  // namespace mockidp
