#include <algorithm>

#include "mockidp/protocol/byte_codec.h"
#include "mockidp/store/views.h"

namespace mockidp {
namespace {

constexpr unsigned char kGrantVersion = 1;

RecordKey grant_key(const std::string& org, std::string_view id) {
  return {org, RecordKind::grant, std::string(id)};
}

}  // namespace

// The first reason stands; the memory of it only becomes longer.
void Grants::revoke(std::string_view id, std::string_view reason, protocol::TimePoint until) {
  const auto key = grant_key(org_, id);
  Record fresh;
  fresh.body = protocol::ByteWriter(kGrantVersion).text(reason).take();
  fresh.expires_at = until;
  const auto prolong = [until](Record& record) {
    if (record.expires_at >= until) return false;
    record.expires_at = until;
    return true;
  };
  // Neither succeeds only when a sweep came between the two.
  while (!store_.insert(key, fresh) && !store_.update(key, prolong)) {
  }
}

std::optional<std::string> Grants::revoked_because(std::string_view id) const {
  const auto record = store_.find(grant_key(org_, id));
  if (!record) return std::nullopt;
  protocol::ByteReader reader(record->body, kGrantVersion);
  auto reason = reader.string();
  // Bytes of another version still say that the grant was revoked.
  return reader.complete() ? std::move(reason) : std::string("revoked");
}

}  // namespace mockidp
