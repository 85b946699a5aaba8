#include "mockidp/store/session_tokens.h"

#include "mockidp/protocol/byte_codec.h"
#include "mockidp/store/saturating_time.h"
#include "mockidp/store/verified_methods.h"
#include "mockidp/store/view_keys.h"

namespace mockidp {
namespace {

constexpr unsigned char kSessionTokenVersion = 1;

std::string write_session_token(const SessionToken& token) {
  protocol::ByteWriter writer(kSessionTokenVersion);
  writer.text(token.person_id).time(token.issued_at);
  write_verified(writer, token.verified);
  return writer.take();
}

std::optional<SessionToken> read_session_token(std::string_view body) {
  protocol::ByteReader reader(body, kSessionTokenVersion);
  SessionToken token;
  token.person_id = reader.text();
  token.issued_at = reader.time();
  token.verified = read_verified(reader);
  return reader.complete() ? std::optional(std::move(token)) : std::nullopt;
}

}  // namespace

bool SessionTokens::issue(std::string_view token, const SessionToken& value) {
  Record record;
  record.body = write_session_token(value);
  record.expires_at = later_by(value.issued_at, kSessionTokenLifetime);
  return store_.insert(digest_key(org_, RecordKind::session_token, token), record);
}

std::optional<SessionToken> SessionTokens::redeem(std::string_view token) {
  const auto key = digest_key(org_, RecordKind::session_token, token);
  auto record = store_.find(key);
  if (!record) return std::nullopt;
  Batch batch;
  batch.expect.push_back({key, record->body});
  batch.erase.push_back(key);
  if (!store_.commit(batch)) return std::nullopt;
  return read_session_token(record->body);
}

}  // namespace mockidp
