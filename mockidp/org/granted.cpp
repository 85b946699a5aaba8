#include "mockidp/org/granted.h"

#include <utility>

namespace mockidp {

RefreshFamily begin_refresh_family(const Granted& granted, std::string server_id, std::string client_id,
                                   RefreshLifetimes lifetimes, protocol::TimePoint now) {
  RefreshFamily family;
  family.grant_id = granted.grant_id;
  family.server_id = std::move(server_id);
  family.client_id = std::move(client_id);
  family.person_id = granted.person->id;
  family.scopes = granted.scopes;
  family.amr = granted.amr;
  family.acr = granted.acr;
  family.dpop_jkt = granted.dpop_jkt;
  family.auth_time = granted.auth_time;
  family.idle_until = now + lifetimes.window;
  if (lifetimes.lifetime.count() != 0) family.ends_at = now + lifetimes.lifetime;
  return family;
}

}  // namespace mockidp
