#include "mockidp/protocol/byte_codec.h"
#include "mockidp/store/saturating_time.h"
#include "mockidp/store/view_keys.h"
#include "mockidp/store/views.h"

namespace mockidp {
namespace {

constexpr unsigned char kCodeVersion = 2;

std::string write_code(const AuthorizationCode& code) {
  protocol::ByteWriter writer(kCodeVersion);
  writer.text(code.grant_id).text(code.server_id).text(code.client_id).text(code.redirect_uri);
  writer.text(code.nonce).text(code.code_challenge).texts(code.scopes).text(code.person_id).texts(code.amr);
  writer.text(code.acr);
  writer.time(code.auth_time).time(code.issued_at).signed_number(code.access_token_lifetime.count());
  writer.signed_number(code.refresh_token_lifetime.count());
  writer.signed_number(code.refresh_token_window.count());
  writer.flag(code.redeemed);
  return writer.take();
}

std::optional<AuthorizationCode> read_code(std::string_view body) {
  protocol::ByteReader reader(body, kCodeVersion);
  AuthorizationCode code;
  code.grant_id = reader.text();
  code.server_id = reader.text();
  code.client_id = reader.text();
  code.redirect_uri = reader.text();
  code.nonce = reader.text();
  code.code_challenge = reader.text();
  code.scopes = reader.texts();
  code.person_id = reader.text();
  code.amr = reader.texts();
  code.acr = reader.text();
  code.auth_time = reader.time();
  code.issued_at = reader.time();
  code.access_token_lifetime = std::chrono::seconds(reader.signed_number());
  code.refresh_token_lifetime = std::chrono::minutes(reader.signed_number());
  code.refresh_token_window = std::chrono::minutes(reader.signed_number());
  code.redeemed = reader.flag();
  return reader.complete() ? std::optional(std::move(code)) : std::nullopt;
}

// What is left of a code that was redeemed: enough to judge and punish its second use, in half the memory.
AuthorizationCode spent(const AuthorizationCode& code) {
  AuthorizationCode rest;
  rest.grant_id = code.grant_id;
  rest.server_id = code.server_id;
  rest.client_id = code.client_id;
  rest.person_id = code.person_id;
  rest.auth_time = code.auth_time;
  rest.issued_at = code.issued_at;
  rest.access_token_lifetime = code.access_token_lifetime;
  rest.redeemed = true;
  return rest;
}

Record record_of(const AuthorizationCode& code) {
  Record record;
  record.body = write_code(code);
  record.expires_at = later_by(code.issued_at, kCodeMemory);
  return record;
}

}  // namespace

Batch::Put Codes::put(std::string_view code, const AuthorizationCode& value) const {
  return {digest_key(org_, RecordKind::code, code), record_of(value)};
}

std::optional<Stored<AuthorizationCode>> Codes::find(std::string_view code) const {
  auto key = digest_key(org_, RecordKind::code, code);
  auto record = store_.find(key);
  if (!record) return std::nullopt;
  auto value = read_code(record->body);
  if (!value) return std::nullopt;
  return Stored<AuthorizationCode>{std::move(*value), std::move(key), std::move(record->body)};
}

void Codes::redeem(const Stored<AuthorizationCode>& code, Batch& batch) const {
  batch.expect.push_back({code.key, code.body});
  batch.put.push_back({code.key, record_of(spent(code.value))});
}

}  // namespace mockidp
