#include "mockidp/token/key_ring.h"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "embedded/test_keys.h"
#include "mockidp/protocol/json.h"

namespace mockidp {
namespace {

std::string render_jwks(const std::vector<Key>& keys) {
  protocol::Json all = protocol::Json::array();
  for (const Key& key : keys) all.push_back(protocol::to_jwk(*key));
  return protocol::to_text(protocol::Json{{"keys", std::move(all)}});
}

Key load_test_key(const test_keys::EmbeddedFile& file) {
  auto key = protocol::SigningKey::from_pem(file.bytes);
  if (!key) throw std::runtime_error(std::string(file.name) + ": " + key.error().message);
  return *std::move(key);
}

}  // namespace

KeyRing::KeyRing(Key current) : current_(std::move(current)), jwks_(render_jwks({current_})) {}

Key KeyRing::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

std::vector<Key> KeyRing::published() const {
  const std::lock_guard lock(mutex_);
  return published_locked();
}

std::vector<Key> KeyRing::published_locked() const {
  std::vector<Key> keys{current_};
  if (previous_) keys.push_back(previous_);
  if (next_) keys.push_back(next_);
  return keys;
}

std::string KeyRing::jwks() const {
  const std::lock_guard lock(mutex_);
  return jwks_;
}

void KeyRing::rotate(Key next) {
  const std::lock_guard lock(mutex_);
  previous_ = std::exchange(current_, std::move(next));
  jwks_ = render_jwks(published_locked());
}

bool KeyRing::announce(Key next) {
  const std::lock_guard lock(mutex_);
  if (next_) return false;
  next_ = std::move(next);
  jwks_ = render_jwks(published_locked());
  return true;
}

bool KeyRing::rotate_to_announced() {
  const std::lock_guard lock(mutex_);
  if (!next_) return false;
  previous_ = std::exchange(current_, std::exchange(next_, nullptr));
  jwks_ = render_jwks(published_locked());
  return true;
}

KeyPool::KeyPool(std::uint64_t seed)
    : first_(static_cast<std::size_t>(seed % test_keys::embedded_files().size())) {}

Key KeyPool::take() {
  const auto files = test_keys::embedded_files();
  std::size_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    if (taken_ >= files.size() && !returned_.empty()) {
      Key used = std::move(returned_.front());
      returned_.pop_front();
      return used;
    }
    number = taken_++;
  }
  if (number >= files.size()) return protocol::SigningKey::generate_rsa();
  return load_test_key(files[(first_ + number) % files.size()]);
}

void KeyPool::give_back(Key key) {
  const std::lock_guard lock(mutex_);
  returned_.push_back(std::move(key));
}

}  // namespace mockidp
