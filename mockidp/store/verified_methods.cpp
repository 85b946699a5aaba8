#include "mockidp/store/verified_methods.h"

namespace mockidp {

void write_verified(protocol::ByteWriter& writer, const std::vector<VerifiedMethod>& verified) {
  writer.number(verified.size());
  for (const auto& method : verified) writer.text(method.authenticator).text(method.method).time(method.at);
}

std::vector<VerifiedMethod> read_verified(protocol::ByteReader& reader) {
  std::vector<VerifiedMethod> verified;
  for (auto left = reader.count(); left > 0 && reader.good(); --left) {
    auto& method = verified.emplace_back();
    method.authenticator = reader.text();
    method.method = reader.text();
    method.at = reader.time();
  }
  return verified;
}

}  // namespace mockidp
