#pragma once
// The signing keys of one authorization server: previous, current and next. Guards itself; hands out shared
// keys.

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "mockidp/protocol/jwk.h"

namespace mockidp {

using Key = std::shared_ptr<const protocol::SigningKey>;

class KeyRing {
 public:
  explicit KeyRing(Key current) : current_(std::move(current)) {}
  Key current() const;
  std::vector<Key> published() const;  // what verifiers may still need: current, then next, then previous
  std::string jwks() const;            // the document, ready to send; rendered once per change
  // current becomes previous, `next` becomes current.
  void rotate(Key next);

 private:
  mutable std::mutex mutex_;
  Key previous_, current_;
  mutable std::string jwks_;
};

// The embedded test keys: made for this project, public, and useless as secrets. Loaded when asked for. Hands
// out each key of the pool once per process, in an order chosen by `seed`; beyond the pool a new key is
// generated.
class KeyPool {
 public:
  explicit KeyPool(std::uint64_t seed = 0);
  Key take();

 private:
  std::mutex mutex_;
  std::size_t first_ = 0, taken_ = 0;
};

}  // namespace mockidp
