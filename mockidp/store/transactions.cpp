#include <cassert>

#include "mockidp/protocol/byte_codec.h"
#include "mockidp/store/saturating_time.h"
#include "mockidp/store/verified_methods.h"
#include "mockidp/store/view_keys.h"
#include "mockidp/store/views.h"

namespace mockidp {
namespace {

constexpr unsigned char kTransactionVersion = 3;
constexpr std::size_t kByLink = 0;

void write_request(protocol::ByteWriter& writer, const AuthorizationRequest& request) {
  writer.text(request.grant_id).text(request.server_id).text(request.client_id).text(request.redirect_uri);
  writer.text(request.state).text(request.nonce);
  const auto& type = request.response_type;
  writer.flag(type.code).flag(type.id_token).flag(type.token);
  writer.number(static_cast<unsigned char>(request.response_mode)).texts(request.scopes);
  writer.text(request.code_challenge).flag(request.prompt_login).flag(request.prompt_none);
  writer.flag(request.prompt_consent);
  writer.flag(request.max_age.has_value());
  if (request.max_age) writer.signed_number(request.max_age->count());
  writer.text(request.login_hint).texts(request.acr_values).texts(request.enrols);
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
  request.prompt_consent = reader.flag();
  if (reader.flag()) request.max_age = std::chrono::seconds(reader.signed_number());
  request.login_hint = reader.text();
  request.acr_values = reader.texts();
  request.enrols = reader.texts();
  return request;
}

void write_challenge(protocol::ByteWriter& writer, const Challenge& challenge) {
  writer.text(challenge.method.key).text(challenge.method.method).flag(challenge.enrolling);
  writer.text(challenge.address).text(challenge.question_key).text(challenge.asked_from);
  writer.text(challenge.secret).text(challenge.code_digest).text(challenge.link_digest);
  writer.time(challenge.sent_at).time(challenge.expires_at);
}

Challenge read_challenge(protocol::ByteReader& reader) {
  Challenge challenge;
  challenge.method.key = reader.text();
  challenge.method.method = reader.text();
  challenge.enrolling = reader.flag();
  challenge.address = reader.text();
  challenge.question_key = reader.text();
  challenge.asked_from = reader.text();
  challenge.secret = reader.text();
  challenge.code_digest = reader.text();
  challenge.link_digest = reader.text();
  challenge.sent_at = reader.time();
  challenge.expires_at = reader.time();
  return challenge;
}

// nullopt, no, yes.
void write_answer(protocol::ByteWriter& writer, const std::optional<bool>& answer) {
  writer.flag(answer.has_value()).flag(answer.value_or(false));
}

std::optional<bool> read_answer(protocol::ByteReader& reader) {
  const bool answered = reader.flag();
  const bool yes = reader.flag();
  if (yes && !answered) reader.refuse();
  return answered ? std::optional(yes) : std::nullopt;
}

// What only some sign-ins have: behind one flag, so that the plain ones stay short.
bool is_plain(const Transaction& transaction) {
  return transaction.purpose == Purpose::sign_in && !transaction.challenge && !transaction.choosing &&
         transaction.recovered_by.empty() && !transaction.password_was_set &&
         !transaction.enrolment_skipped && !transaction.warning_skipped && !transaction.stay_signed_in &&
         !transaction.consent && transaction.typed_profile.empty() && !transaction.transferred &&
         !transaction.completed;
}

void write_course(protocol::ByteWriter& writer, const Transaction& transaction) {
  writer.number(static_cast<unsigned char>(transaction.purpose)).flag(transaction.challenge.has_value());
  if (transaction.challenge) write_challenge(writer, *transaction.challenge);
  writer.flag(transaction.choosing);
  write_verified(writer, transaction.recovered_by);
  writer.flag(transaction.password_was_set)
      .flag(transaction.enrolment_skipped)
      .flag(transaction.warning_skipped);
  write_answer(writer, transaction.stay_signed_in);
  writer.flag(transaction.consent.has_value());
  if (transaction.consent) writer.text(transaction.consent->person_id).flag(transaction.consent->allowed);
  writer.number(transaction.typed_profile.size());
  for (const auto& [name, value] : transaction.typed_profile) writer.text(name).text(value);
  writer.flag(transaction.transferred).flag(transaction.completed);
}

void read_course(protocol::ByteReader& reader, Transaction& transaction) {
  transaction.purpose = static_cast<Purpose>(reader.at_most(static_cast<unsigned char>(Purpose::activation)));
  if (reader.flag()) transaction.challenge = read_challenge(reader);
  transaction.choosing = reader.flag();
  transaction.recovered_by = read_verified(reader);
  transaction.password_was_set = reader.flag();
  transaction.enrolment_skipped = reader.flag();
  transaction.warning_skipped = reader.flag();
  transaction.stay_signed_in = read_answer(reader);
  if (reader.flag()) {
    transaction.consent.emplace();
    transaction.consent->person_id = reader.text();
    transaction.consent->allowed = reader.flag();
  }
  for (auto left = reader.count(); left > 0 && reader.good(); --left) {
    auto name = reader.string();
    auto& profile = transaction.typed_profile;
    if (!profile.empty() && name <= profile.rbegin()->first) reader.refuse();
    profile.emplace_hint(profile.end(), std::move(name), reader.text());
  }
  transaction.transferred = reader.flag();
  transaction.completed = reader.flag();
  if (is_plain(transaction)) reader.refuse();
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
  writer.number(transaction.failures).flag(is_plain(transaction));
  if (!is_plain(transaction)) write_course(writer, transaction);
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
  if (!reader.flag()) read_course(reader, transaction);
  return reader.complete() ? std::optional(std::move(transaction)) : std::nullopt;
}

Record transaction_record(const Transaction& transaction) {
  Record record;
  record.body = write_transaction(transaction);
  if (transaction.challenge) record.index[kByLink] = transaction.challenge->link_digest;
  record.expires_at = later_by(transaction.created_at, kTransactionLifetime);
  return record;
}

}  // namespace

RecordKey Transactions::key(std::string_view state_token) const {
  return digest_key(org_, RecordKind::transaction, state_token);
}

Batch::Put Transactions::put(const Transaction& transaction) const {
  assert(!transaction.state_token.empty());
  return {key(transaction.state_token), transaction_record(transaction)};
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

std::optional<Stored<Transaction>> Transactions::find_by_link(std::string_view link_digest) const {
  if (link_digest.empty()) return std::nullopt;
  auto found = store_.list(org_, RecordKind::transaction, kByLink, link_digest, {}, 1);
  if (found.empty()) return std::nullopt;
  auto transaction = read_transaction(found[0].record.body);
  if (!transaction) return std::nullopt;
  return Stored<Transaction>{std::move(*transaction),
                             {org_, RecordKind::transaction, std::move(found[0].id)},
                             std::move(found[0].record.body)};
}

Batch::Put Transactions::put_at(RecordKey key, const Transaction& transaction) const {
  return {std::move(key), transaction_record(transaction)};
}

}  // namespace mockidp
