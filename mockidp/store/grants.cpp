#include <algorithm>

#include "mockidp/protocol/byte_codec.h"
#include "mockidp/store/views.h"

namespace mockidp {
namespace {

constexpr unsigned char kGrantVersion = 1;
constexpr unsigned char kTakenVersion = 1;
constexpr std::size_t kGrantIdBytes = 16;
constexpr std::size_t kCountBytes = 4;

RecordKey grant_key(const std::string& org, std::string_view id) {
  return {org, RecordKind::grant, std::string(id)};
}

RecordKey taken_key(const std::string& org) { return {org, RecordKind::setting, "grants_taken"}; }

RecordKey basis_key(const std::string& org, const GrantBasis& basis) {
  std::string name = "grants_taken:";
  name += static_cast<char>(basis.kind);
  name.append(basis.id).append(1, '\0').append(basis.second);
  return {org, RecordKind::setting, std::move(name)};
}

Record record_of_count(std::uint32_t count) {
  return {.body = protocol::ByteWriter(kTakenVersion).number(count).take(), .index = {}};
}

std::uint32_t read_count(const std::optional<Record>& record) {
  if (!record) return 0;
  protocol::ByteReader reader(record->body, kTakenVersion);
  const auto count = reader.at_most(UINT32_MAX);
  return reader.complete() ? static_cast<std::uint32_t>(count) : 0;
}

std::uint32_t count_in_id(std::string_view id) {
  std::uint32_t count = 0;
  for (const char byte : id.substr(0, kCountBytes)) count = count << 8 | static_cast<unsigned char>(byte);
  return count;
}

}  // namespace

std::uint32_t Grants::count_taken() const {
  std::call_once(counting_, [this] { taken_ = read_count(store_.find(taken_key(org_))); });
  return taken_.load(std::memory_order_acquire);
}

std::string Grants::draw_id(protocol::Random& random) const {
  std::string id(kGrantIdBytes, '\0');
  random.fill({reinterpret_cast<unsigned char*>(id.data()), id.size()});
  return begun_now(id);
}

std::string_view Grants::lasting_part(std::string_view id) {
  return id.substr(std::min(kCountBytes, id.size()));
}

std::string Grants::begun_now(std::string_view drawn) const {
  std::string id(drawn);
  if (id.size() != kGrantIdBytes) return id;
  const std::uint32_t count = count_taken();
  for (std::size_t i = 0; i < kCountBytes; ++i)
    id[i] = static_cast<char>(count >> (8 * (kCountBytes - 1 - i)) & 0xff);
  return id;
}

// Counted last: whoever draws an id in the meantime gets one that is dead already.
void Grants::end_all_on(const GrantBasis& basis) {
  const std::lock_guard lock(taking_);
  const std::uint32_t count = count_taken() + 1;
  Batch batch;
  batch.put.push_back({taken_key(org_), record_of_count(count)});
  batch.put.push_back({basis_key(org_, basis), record_of_count(count)});
  store_.commit(batch);
  taken_.store(count, std::memory_order_release);
}

// Where nothing was ever taken away, which is the rule, no record is looked for.
bool Grants::lost_basis(std::string_view id, const GrantBasis& basis) const {
  if (count_taken() == 0 || id.size() != kGrantIdBytes) return false;
  return count_in_id(id) < read_count(store_.find(basis_key(org_, basis)));
}

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
