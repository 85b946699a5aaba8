#include <nlohmann/json.hpp>

#include "mockidp/directory/document/org_shape.h"
#include "mockidp/directory/document/vocabulary.h"

namespace mockidp::document {
namespace {

constexpr std::size_t kMostClientKeys = 50;  // as Okta allows

using ClientKey = ClientKeys::value_type;

bool read_client_key(const Json& value, ClientKey& key, const Place& place) {
  auto read = protocol::PublicKey::from_jwk(value);
  if (!read) return place.refuse("is no key that a client can sign with: " + read.error().message);
  key = *std::move(read);
  return true;
}

Shape<ClientKey> client_key() {
  Shape<ClientKey> shape;
  shape.read = read_client_key;
  shape.describe = [](Json& schema) {
    schema["type"] = "object";
    schema["required"] = {"kty"};
    schema["additionalProperties"] = true;
  };
  shape.write = [](const ClientKey&, Json& out) { out = nullptr; };
  return shape;
}

}  // namespace

Shape<ClientKeysEntry> client_keys_shape() {
  return ObjectShape<ClientKeysEntry>().required("keys", &ClientKeysEntry::keys,
                                                 list_of(client_key(), {.max_items = kMostClientKeys}),
                                                 "JSON Web Keys (RFC 7517), public ones: RSA of 2048 bits or "
                                                 "more, P-256, P-384 or P-521. No kid twice.");
}

}  // namespace mockidp::document
