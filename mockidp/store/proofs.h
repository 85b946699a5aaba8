#pragma once
// What proofs of possession and client assertions leave behind: that they were used, and what the org's
// nonces are made with. Any thread.

#include <string>
#include <string_view>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/random.h"
#include "mockidp/store/record_store.h"

namespace mockidp {

class Proofs {
 public:
  Proofs(RecordStore& store, std::string org) : store_(store), org_(std::move(org)) {}
  // True for exactly one caller, however many race, as long as it is remembered: until `until`. Of the id a
  // digest is kept.
  bool spend(std::string_view id, protocol::TimePoint until);
  protocol::Secret nonce_key(protocol::Random& random);

 private:
  RecordStore& store_;
  std::string org_;
};

}  // namespace mockidp
