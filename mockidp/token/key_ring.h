#pragma once
// The signing keys of one authorization server: current, the one before, and the one to come where it was
// announced. Guards itself; hands out shared keys.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "mockidp/protocol/jwk.h"

namespace mockidp {

using Key = std::shared_ptr<const protocol::SigningKey>;

class KeyRing {
 public:
  explicit KeyRing(Key current);
  Key current() const;
  std::vector<Key> published() const;  // what verifiers may need: current, previous, next
  std::string jwks() const;            // the document, ready to send; rendered once per change
  // current becomes previous, `next` becomes current.
  void rotate(Key next);
  // Publishes the key to come, so that verifiers know it before anything is signed with it. False: one is
  // announced.
  bool announce(Key next);
  // The same as rotate() with the announced key; false: there is none.
  bool rotate_to_announced();

 private:
  mutable std::mutex mutex_;
  std::vector<Key> published_locked() const;
  Key previous_, current_, next_;
  std::string jwks_;
};

// The embedded test keys: made for this project, public, and useless as secrets. Loaded when asked for. Hands
// out each of them once, beginning where `seed` says, and then those that were given back, longest ago first.
// Only beyond them a key is generated, which takes 0.1 to 1 s. Any thread.
class KeyPool {
 public:
  explicit KeyPool(std::uint64_t seed = 0);
  Key take();
  // Of a key that nobody signs with and nobody publishes any more.
  void give_back(Key key);

 private:
  std::mutex mutex_;
  std::size_t first_ = 0, taken_ = 0;
  std::deque<Key> returned_;
};

}  // namespace mockidp
