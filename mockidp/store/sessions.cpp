#include <cassert>

#include "mockidp/protocol/byte_codec.h"
#include "mockidp/store/saturating_time.h"
#include "mockidp/store/verified_methods.h"
#include "mockidp/store/view_keys.h"
#include "mockidp/store/views.h"

namespace mockidp {
namespace {

constexpr unsigned char kSessionVersion = 2;
constexpr std::size_t kByPerson = 0;

// The person's id is the index value, and only there.
Record session_record(const Session& session, protocol::TimePoint expires_at) {
  protocol::ByteWriter writer(kSessionVersion);
  writer.text(session.id).time(session.created_at).time(session.last_used_at).flag(session.keep_signed_in);
  writer.flag(session.stays);
  write_verified(writer, session.verified);
  Record record;
  record.body = writer.take();
  record.index[kByPerson] = session.person_id;
  record.expires_at = expires_at;
  return record;
}

std::optional<Session> read_session(const Record& record) {
  protocol::ByteReader reader(record.body, kSessionVersion);
  Session session;
  session.id = reader.text();
  session.person_id = record.index[kByPerson];
  session.created_at = reader.time();
  session.last_used_at = reader.time();
  session.keep_signed_in = reader.flag();
  session.stays = reader.flag();
  session.verified = read_verified(reader);
  return reader.complete() ? std::optional(std::move(session)) : std::nullopt;
}

// Requests that overlap may come in any order; the latest use counts.
bool touch_session(Record& record, protocol::TimePoint now) {
  auto session = read_session(record);
  if (!session || session->last_used_at >= now) return false;
  const auto expires_at = later_by(record.expires_at, time_between(session->last_used_at, now));
  session->last_used_at = now;
  record = session_record(*session, expires_at);
  return true;
}

}  // namespace

RecordKey Sessions::key(std::string_view token) const { return digest_key(org_, RecordKind::session, token); }

Batch::Put Sessions::put(const Session& session, protocol::TimePoint expires_at) const {
  assert(!session.token.empty());
  return {key(session.token), session_record(session, expires_at)};
}

std::optional<Stored<Session>> Sessions::find(std::string_view token) const {
  auto where = key(token);
  auto record = store_.find(where);
  if (!record) return std::nullopt;
  auto session = read_session(*record);
  if (!session) return std::nullopt;
  session->token = token;
  return Stored<Session>{std::move(*session), std::move(where), std::move(record->body)};
}

void Sessions::touch(std::string_view token, protocol::TimePoint now) {
  store_.update(key(token), [now](Record& record) { return touch_session(record, now); });
}

bool Sessions::end(std::string_view token) { return store_.erase(key(token)); }

std::size_t Sessions::end_all_of(std::string_view person_id) {
  return store_.erase_by(org_, RecordKind::session, kByPerson, person_id);
}

std::vector<RecordKey> Sessions::keys_of(std::string_view person_id) const {
  std::vector<RecordKey> keys;
  if (person_id.empty()) return keys;
  for (auto& listed : store_.list(org_, RecordKind::session, kByPerson, person_id, {}, SIZE_MAX))
    keys.push_back({org_, RecordKind::session, std::move(listed.id)});
  return keys;
}

std::vector<Session> Sessions::list_of(std::string_view person_id) const {
  std::vector<Session> sessions;
  if (person_id.empty()) return sessions;  // to the store this would mean everybody
  for (const auto& listed : store_.list(org_, RecordKind::session, kByPerson, person_id, {}, SIZE_MAX))
    if (auto session = read_session(listed.record)) sessions.push_back(std::move(*session));
  return sessions;
}

}  // namespace mockidp
