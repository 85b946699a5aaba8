#include <cassert>

#include "mockidp/protocol/byte_codec.h"
#include "mockidp/store/saturating_time.h"
#include "mockidp/store/verified_methods.h"
#include "mockidp/store/view_keys.h"
#include "mockidp/store/views.h"

namespace mockidp {
namespace {

constexpr unsigned char kTransactionVersion = 2;

void write_request(protocol::ByteWriter& writer, const AuthorizationRequest& request) {
  writer.text(request.grant_id).text(request.server_id).text(request.client_id).text(request.redirect_uri);
  writer.text(request.state).text(request.nonce);
  const auto& type = request.response_type;
  writer.flag(type.code).flag(type.id_token).flag(type.token);
  writer.number(static_cast<unsigned char>(request.response_mode)).texts(request.scopes);
  writer.text(request.code_challenge).flag(request.prompt_login).flag(request.prompt_none);
  writer.flag(request.max_age.has_value());
  if (request.max_age) writer.signed_number(request.max_age->count());
  writer.text(request.login_hint);
}

AuthorizationRequest read_request(protocol::ByteReader& reader) {
  using protocol::ResponseMode;
  AuthorizationRequest request;
  request.grant_id = reader.text();
  request.server_id = reader.text();
  request.client_id = reader.text();
  request.redirect_uri = reader.text();
  request.state = reader.text();
  request.nonce = reader.text();
  request.response_type.code = reader.flag();
  request.response_type.id_token = reader.flag();
  request.response_type.token = reader.flag();
  request.response_mode =
      static_cast<ResponseMode>(reader.at_most(static_cast<unsigned char>(ResponseMode::okta_post_message)));
  request.scopes = reader.texts();
  request.code_challenge = reader.text();
  request.prompt_login = reader.flag();
  request.prompt_none = reader.flag();
  if (reader.flag()) request.max_age = std::chrono::seconds(reader.signed_number());
  request.login_hint = reader.text();
  return request;
}

std::string write_transaction(const Transaction& transaction) {
  protocol::ByteWriter writer(kTransactionVersion);
  writer.text(transaction.device).text(transaction.csrf).flag(transaction.request.has_value());
  if (transaction.request) write_request(writer, *transaction.request);
  writer.text(transaction.return_to)
      .time(transaction.created_at)
      .text(transaction.identifier)
      .text(transaction.person_id);
  writer.flag(transaction.identified).flag(transaction.started_over).flag(transaction.keep_signed_in);
  write_verified(writer, transaction.verified);
  writer.number(transaction.failures);
  return writer.take();
}

std::optional<Transaction> read_transaction(std::string_view body) {
  protocol::ByteReader reader(body, kTransactionVersion);
  Transaction transaction;
  transaction.device = reader.text();
  transaction.csrf = reader.text();
  if (reader.flag()) transaction.request = read_request(reader);
  transaction.return_to = reader.text();
  transaction.created_at = reader.time();
  transaction.identifier = reader.text();
  transaction.person_id = reader.text();
  transaction.identified = reader.flag();
  transaction.started_over = reader.flag();
  transaction.keep_signed_in = reader.flag();
  transaction.verified = read_verified(reader);
  transaction.failures = static_cast<unsigned>(reader.at_most(UINT32_MAX));
  return reader.complete() ? std::optional(std::move(transaction)) : std::nullopt;
}

}  // namespace

RecordKey Transactions::key(std::string_view state_token) const {
  return digest_key(org_, RecordKind::transaction, state_token);
}

Batch::Put Transactions::put(const Transaction& transaction) const {
  assert(!transaction.state_token.empty());
  Record record;
  record.body = write_transaction(transaction);
  record.expires_at = later_by(transaction.created_at, kTransactionLifetime);
  return {key(transaction.state_token), std::move(record)};
}

bool Transactions::begin(const Transaction& transaction) {
  const auto first = put(transaction);
  return store_.insert(first.key, first.record);
}

std::optional<Stored<Transaction>> Transactions::find(std::string_view state_token) const {
  auto where = key(state_token);
  auto record = store_.find(where);
  if (!record) return std::nullopt;
  auto transaction = read_transaction(record->body);
  if (!transaction) return std::nullopt;
  transaction->state_token = state_token;
  return Stored<Transaction>{std::move(*transaction), std::move(where), std::move(record->body)};
}

}  // namespace mockidp
