#include "mockidp/token/foreign_key.h"

#include <stdexcept>

#include "embedded/foreign_keys.h"

namespace mockidp {
namespace {

Key load_foreign_key() {
  auto key = protocol::SigningKey::from_pem(foreign_keys::embedded_files().front().bytes);
  if (!key) throw std::runtime_error("foreign key: " + key.error().message);
  return *std::move(key);
}

}  // namespace

const Key& foreign_key() {
  static const Key key = load_foreign_key();
  return key;
}

}  // namespace mockidp
