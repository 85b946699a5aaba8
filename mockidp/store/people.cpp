#include <algorithm>

#include "mockidp/protocol/byte_codec.h"
#include "mockidp/store/views.h"

namespace mockidp {
namespace {

constexpr unsigned char kPersonVersion = 2;
constexpr std::size_t kByLogin = 0;
constexpr std::size_t kByActivation = 1;

void write_password(protocol::ByteWriter& writer, const PasswordHash& password) {
  writer.text(password.salt).text(password.hash).number(password.iterations);
}

void write_enrolment(protocol::ByteWriter& writer, const Enrolment& enrolment) {
  writer.text(enrolment.id).text(enrolment.authenticator).text(enrolment.phone_number).text(enrolment.secret);
  writer.text(enrolment.question).text(enrolment.answer_salt).text(enrolment.answer_hash);
  writer.number(enrolment.answer_iterations).time(enrolment.created_at).signed_number(enrolment.last_counter);
}

// What few people have: behind one flag, so that the records of the others stay short.
bool is_plain(const Person& person) {
  return person.password_history.empty() && person.email_verified && person.enrolments.empty() &&
         person.factor_failures.empty() && person.remembered_devices.empty() && person.consents.empty() &&
         person.asked_to_stay_at == protocol::TimePoint{} && person.activation_digest.empty();
}

void write_factors(protocol::ByteWriter& writer, const Person& person) {
  writer.number(person.password_history.size());
  for (const auto& password : person.password_history) write_password(writer, password);
  writer.flag(person.email_verified).number(person.enrolments.size());
  for (const auto& enrolment : person.enrolments) write_enrolment(writer, enrolment);
  writer.number(person.factor_failures.size());
  for (const auto& failures : person.factor_failures)
    writer.text(failures.authenticator)
        .number(failures.count)
        .time(failures.first_at)
        .time(failures.blocked_until);
  writer.number(person.remembered_devices.size());
  for (const auto& device : person.remembered_devices)
    writer.text(device.device_digest).time(device.verified_at);
  writer.number(person.consents.size());
  for (const auto& consent : person.consents)
    writer.text(consent.id)
        .text(consent.client_id)
        .text(consent.server_id)
        .text(consent.scope)
        .time(consent.granted_at);
  writer.time(person.asked_to_stay_at).text(person.activation_digest).time(person.activation_expires_at);
}

std::string write_person(const Person& person) {
  protocol::ByteWriter writer(kPersonVersion);
  writer.text(person.login).number(static_cast<unsigned char>(person.status)).number(person.profile.size());
  for (const auto& [name, value] : person.profile) writer.text(name).text(value);
  writer.texts(person.group_ids).texts(person.app_ids);
  write_password(writer, person.password);
  writer.number(person.failed_attempts).time(person.locked_at).time(person.created_at);
  writer.time(person.updated_at).time(person.password_changed_at).flag(is_plain(person));
  if (!is_plain(person)) write_factors(writer, person);
  return writer.take();
}

PasswordHash read_password(protocol::ByteReader& reader) {
  PasswordHash password;
  password.salt = reader.text();
  password.hash = reader.text();
  password.iterations = static_cast<unsigned>(reader.at_most(UINT32_MAX));
  return password;
}

Enrolment read_enrolment(protocol::ByteReader& reader) {
  Enrolment enrolment;
  enrolment.id = reader.text();
  enrolment.authenticator = reader.text();
  enrolment.phone_number = reader.text();
  enrolment.secret = reader.text();
  enrolment.question = reader.text();
  enrolment.answer_salt = reader.text();
  enrolment.answer_hash = reader.text();
  enrolment.answer_iterations = static_cast<unsigned>(reader.at_most(UINT32_MAX));
  enrolment.created_at = reader.time();
  enrolment.last_counter = reader.signed_number();
  return enrolment;
}

FactorFailures read_failures(protocol::ByteReader& reader) {
  FactorFailures failures;
  failures.authenticator = reader.text();
  failures.count = static_cast<unsigned>(reader.at_most(UINT32_MAX));
  failures.first_at = reader.time();
  failures.blocked_until = reader.time();
  return failures;
}

void read_factors(protocol::ByteReader& reader, Person& person) {
  const auto each = [&](const auto& read_one) {
    for (auto left = reader.count(); left > 0 && reader.good(); --left) read_one();
  };
  each([&] { person.password_history.push_back(read_password(reader)); });
  person.email_verified = reader.flag();
  each([&] { person.enrolments.push_back(read_enrolment(reader)); });
  each([&] { person.factor_failures.push_back(read_failures(reader)); });
  each([&] {
    RememberedDevice device;
    device.device_digest = reader.text();
    device.verified_at = reader.time();
    person.remembered_devices.push_back(std::move(device));
  });
  each([&] {
    ConsentGrant consent;
    consent.id = reader.text();
    consent.client_id = reader.text();
    consent.server_id = reader.text();
    consent.scope = reader.text();
    consent.granted_at = reader.time();
    person.consents.push_back(std::move(consent));
  });
  person.asked_to_stay_at = reader.time();
  person.activation_digest = reader.text();
  person.activation_expires_at = reader.time();
  if (is_plain(person)) reader.refuse();
}

std::map<std::string, std::string, std::less<>> read_profile(protocol::ByteReader& reader) {
  std::map<std::string, std::string, std::less<>> profile;
  for (auto left = reader.count(); left > 0 && reader.good(); --left) {
    auto name = reader.string();
    if (!profile.empty() && name <= profile.rbegin()->first) reader.refuse();
    profile.emplace_hint(profile.end(), std::move(name), reader.text());
  }
  return profile;
}

std::optional<Person> read_person(std::string_view id, std::string_view body) {
  protocol::ByteReader reader(body, kPersonVersion);
  Person person;
  person.id = id;
  person.login = reader.text();
  person.status =
      static_cast<PersonStatus>(reader.at_most(static_cast<unsigned char>(PersonStatus::DEPROVISIONED)));
  person.profile = read_profile(reader);
  person.group_ids = reader.texts();
  person.app_ids = reader.texts();
  person.password = read_password(reader);
  person.failed_attempts = static_cast<unsigned>(reader.at_most(UINT32_MAX));
  person.locked_at = reader.time();
  person.created_at = reader.time();
  person.updated_at = reader.time();
  person.password_changed_at = reader.time();
  if (!reader.flag()) read_factors(reader, person);
  return reader.complete() ? std::optional(std::move(person)) : std::nullopt;
}

std::string lower_login(std::string_view login) {
  std::string lower(login);
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

Record person_record(const Person& person) {
  Record record;
  record.body = write_person(person);
  record.index[kByLogin] = lower_login(person.login);
  record.index[kByActivation] = person.activation_digest;
  return record;
}

RecordKey person_key(const std::string& org, std::string_view id) {
  return {org, RecordKind::person, std::string(id)};
}

RecordKey login_key(const std::string& org, std::string_view login) {
  return {org, RecordKind::setting, "login:" + lower_login(login)};
}

Record login_record(std::string_view person_id) {
  Record record;
  record.body = person_id;
  return record;
}

}  // namespace

bool People::add(const Person& person) {
  Batch batch;
  add(person, batch);
  return store_.commit(batch);
}

void People::add(const Person& person, Batch& batch) const {
  const auto login = login_key(org_, person.login);
  batch.expect.push_back({person_key(org_, person.id), std::nullopt});
  batch.expect.push_back({login, std::nullopt});
  batch.put.push_back(put(person));
  batch.put.push_back({login, login_record(person.id)});
}

std::optional<Stored<Person>> People::find_by_activation(std::string_view digest) const {
  return find_first(kByActivation, digest);
}

std::optional<Stored<Person>> People::find(std::string_view id) const {
  auto key = person_key(org_, id);
  auto record = store_.find(key);
  if (!record) return std::nullopt;
  auto person = read_person(id, record->body);
  if (!person) return std::nullopt;
  return Stored<Person>{std::move(*person), std::move(key), std::move(record->body)};
}

std::optional<Stored<Person>> People::find_by_login(std::string_view login) const {
  return find_first(kByLogin, lower_login(login));
}

std::optional<Stored<Person>> People::find_first(std::size_t index, std::string_view value) const {
  if (value.empty()) return std::nullopt;  // to the store this would mean everybody
  auto found = store_.list(org_, RecordKind::person, index, value, {}, 1);
  if (found.empty()) return std::nullopt;
  auto person = read_person(found[0].id, found[0].record.body);
  if (!person) return std::nullopt;
  return Stored<Person>{std::move(*person), person_key(org_, found[0].id), std::move(found[0].record.body)};
}

std::vector<Person> People::list(std::string_view after_id, std::size_t limit) const {
  std::vector<Person> people;
  for (const auto& listed : store_.list(org_, RecordKind::person, kByLogin, {}, after_id, limit))
    if (auto person = read_person(listed.id, listed.record.body)) people.push_back(std::move(*person));
  return people;
}

// The login's record may have to change with the person's, so this is a commit on the body that was read,
// again until nobody came between.
bool People::update(std::string_view id, const std::function<bool(Person&)>& edit) {
  while (const auto before = find(id)) {
    auto person = before->value;
    if (!edit(person)) return true;
    person.id = id;
    Batch batch;
    batch.expect = {{before->key, before->body}};
    batch.put = {put(person)};
    const auto old_login = login_key(org_, before->value.login);
    const auto new_login = login_key(org_, person.login);
    if (old_login != new_login) {
      if (store_.find(new_login)) return false;
      batch.expect.push_back({new_login, std::nullopt});
      batch.put.push_back({new_login, login_record(id)});
      batch.erase.push_back(old_login);
    }
    if (store_.commit(batch)) return true;
  }
  return false;
}

bool People::erase(std::string_view id) {
  while (const auto person = find(id)) {
    Batch batch;
    batch.expect = {{person->key, person->body}};
    batch.erase = {person->key, login_key(org_, person->value.login)};
    if (store_.commit(batch)) return true;
  }
  return false;
}

Batch::Put People::put(const Person& person) const {
  return {person_key(org_, person.id), person_record(person)};
}

}  // namespace mockidp
