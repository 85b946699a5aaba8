#include "mockidp/endpoints/oauth/revocation.h"

namespace mockidp {

// In this order: a refresh that is answered in between gets an access token that is revoked already, and a
// family that is gone cannot be rotated any more. Remembered until no access token can be good any more,
// whatever the rules were.
void revoke_grant(Exchange& exchange, std::string_view grant_id, std::string_view reason) {
  exchange.org.grants.revoke(grant_id, reason, exchange.now + kMostAccessTokenLifetime);
  exchange.org.refresh_families.end(grant_id);
}

}  // namespace mockidp
