#include <algorithm>

#include "mockidp/protocol/byte_codec.h"
#include "mockidp/signin/acr.h"
#include "mockidp/store/org_key.h"
#include "mockidp/store/saturating_time.h"
#include "mockidp/store/views.h"

namespace mockidp {
namespace {

constexpr unsigned char kFamilyVersion = 4;
constexpr std::size_t kFamilyByPerson = 0;  // the only place where the person's id stands
// Kept a day longer, so that a token which came too late can be told from one that never was.
constexpr std::chrono::hours kFamilyMemory{24};

void write_generations(protocol::ByteWriter& writer, const std::vector<RefreshGeneration>& generations) {
  writer.number(generations.size());
  for (const auto& one : generations) {
    writer.number(one.number).number(one.parent).flag(one.used_at.has_value());
    if (one.used_at) writer.time(*one.used_at);
  }
}

std::vector<RefreshGeneration> read_generations(protocol::ByteReader& reader) {
  std::vector<RefreshGeneration> generations;
  const auto count = reader.at_most(kKeptGenerations);
  if (count == 0) reader.refuse();
  for (auto left = count; left > 0 && reader.good(); --left) {
    auto& one = generations.emplace_back();
    one.number = static_cast<std::uint32_t>(reader.at_most(UINT32_MAX));
    one.parent = static_cast<std::uint32_t>(reader.at_most(UINT32_MAX));
    if (reader.flag()) one.used_at = reader.time();
  }
  return generations;
}

// Okta's values are long and few: their place in the list, from 1, stands for them.
std::string packed_acr(const std::string& acr) {
  const auto known = known_acrs();
  const auto found = std::find(known.begin(), known.end(), acr);
  return found == known.end() ? acr : std::string(1, static_cast<char>(1 + (found - known.begin())));
}

std::string unpacked_acr(std::string_view packed) {
  const auto known = known_acrs();
  if (packed.size() != 1 || packed[0] < 1) return std::string(packed);
  const auto place = static_cast<std::size_t>(packed[0] - 1);
  return std::string(place < known.size() ? known[place] : packed);
}

std::string write_family(const RefreshFamily& family) {
  protocol::ByteWriter writer(kFamilyVersion);
  writer.text(family.server_id).text(family.client_id).texts(family.scopes).texts(family.amr);
  writer.text(packed_acr(family.acr)).text(family.dpop_jkt);
  writer.time(family.auth_time).time(family.idle_until).flag(family.ends_at != protocol::TimePoint::max());
  if (family.ends_at != protocol::TimePoint::max()) writer.time(family.ends_at);
  write_generations(writer, family.generations);
  return writer.take();
}

std::optional<RefreshFamily> read_family(std::string_view grant_id, const Record& record) {
  protocol::ByteReader reader(record.body, kFamilyVersion);
  RefreshFamily family;
  family.grant_id = grant_id;
  family.person_id = record.index[kFamilyByPerson];
  family.server_id = reader.text();
  family.client_id = reader.text();
  family.scopes = reader.texts();
  family.amr = reader.texts();
  family.acr = unpacked_acr(reader.text());
  family.dpop_jkt = reader.text();
  family.auth_time = reader.time();
  family.idle_until = reader.time();
  if (reader.flag()) {
    family.ends_at = reader.time();
    if (family.ends_at == protocol::TimePoint::max()) reader.refuse();
  }
  family.generations = read_generations(reader);
  return reader.complete() ? std::optional(std::move(family)) : std::nullopt;
}

Record record_of_family(const RefreshFamily& family) {
  Record record;
  record.body = write_family(family);
  record.index[kFamilyByPerson] = family.person_id;
  record.expires_at = later_by(family.dead_from(), kFamilyMemory);
  return record;
}

}  // namespace

protocol::Secret RefreshFamilies::token_key(protocol::Random& random) {
  return org_key(store_, org_, "refresh_token_key", random);
}

RecordKey RefreshFamilies::key(std::string_view grant_id) const {
  return {org_, RecordKind::refresh_family, std::string(grant_id)};
}

Batch::Put RefreshFamilies::put(const RefreshFamily& family) const {
  return {key(family.grant_id), record_of_family(family)};
}

std::optional<Stored<RefreshFamily>> RefreshFamilies::find(std::string_view grant_id) const {
  auto where = key(grant_id);
  auto record = store_.find(where);
  if (!record) return std::nullopt;
  auto family = read_family(grant_id, *record);
  if (!family) return std::nullopt;
  return Stored<RefreshFamily>{std::move(*family), std::move(where), std::move(record->body)};
}

void RefreshFamilies::prolong(std::string_view grant_id, protocol::TimePoint idle_until) {
  store_.update(key(grant_id), [&](Record& record) {
    auto family = read_family(grant_id, record);
    if (!family || family->idle_until >= idle_until) return false;
    family->idle_until = idle_until;
    record = record_of_family(*family);
    return true;
  });
}

bool RefreshFamilies::end(std::string_view grant_id) { return store_.erase(key(grant_id)); }

std::vector<RefreshFamily> RefreshFamilies::list_of(std::string_view person_id) const {
  std::vector<RefreshFamily> families;
  if (person_id.empty()) return families;  // to the store this would mean everybody
  for (const auto& listed :
       store_.list(org_, RecordKind::refresh_family, kFamilyByPerson, person_id, {}, SIZE_MAX))
    if (auto family = read_family(listed.id, listed.record)) families.push_back(std::move(*family));
  return families;
}

}  // namespace mockidp
