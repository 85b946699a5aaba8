#include "mockidp/store/proofs.h"

#include "mockidp/store/org_key.h"
#include "mockidp/store/view_keys.h"

namespace mockidp {

bool Proofs::spend(std::string_view id, protocol::TimePoint until) {
  Record record;
  record.expires_at = until;
  return store_.insert(digest_key(org_, RecordKind::spent_proof, id), record);
}

protocol::Secret Proofs::nonce_key(protocol::Random& random) {
  return org_key(store_, org_, "dpop_nonce_key", random);
}

}  // namespace mockidp
