#include "mockidp/directory/document/assembly.h"
#include "mockidp/protocol/one_time_password.h"

namespace mockidp::document {
namespace {

const std::string kEveryone = "Everyone";

Enrolment& add_enrolment(Person& person, std::string_view prefix, std::string_view authenticator) {
  auto& enrolment = person.enrolments.emplace_back();
  enrolment.id = derive_id(prefix, person.id);
  enrolment.authenticator = authenticator;
  return enrolment;
}

void add_enrolments(PersonSeed& seed, const PersonEntry& entry, const Place& place) {
  auto& person = seed.person;
  if (entry.phone) add_enrolment(person, "sms", kPhoneKey).phone_number = *entry.phone;
  if (entry.google_otp_secret) {
    if (auto key = protocol::base32_decode(entry.google_otp_secret->reveal()))
      add_enrolment(person, "uft", kGoogleOtpKey).secret = *std::move(key);
    else
      (place / "google_otp_secret").report("is not Base32: letters, and digits from 2 to 7");
  }
  if (entry.security_question) {
    add_enrolment(person, "qae", kQuestionKey).question = entry.security_question->question;
    seed.security_answer = entry.security_question->answer;
  }
}

}  // namespace

void add_groups(Assembly& assembly) {
  auto& groups = assembly.out.directory.groups;
  groups.push_back({.id = "", .name = kEveryone, .description = "All people of the org.", .everyone = true});
  const auto place = assembly.root / "groups";
  const auto& entries = assembly.file.groups;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& entry = entries[i];
    const bool everyone = entry.name == kEveryone;
    auto& group = everyone ? groups.front() : groups.emplace_back();
    group.name = entry.name;
    group.id = assembly.claim_id(entry.id, "00g", entry.name, place / i);
    if (!entry.description.empty()) group.description = entry.description;
    assembly.groups.add(entry.name, group.id, place / i / "name");
  }
  if (!groups.front().id.empty()) return;
  groups.front().id = assembly.claim_id(std::nullopt, "00g", kEveryone, place);
  assembly.groups.add(kEveryone, groups.front().id, place);
}

void add_people(Assembly& assembly) {
  const auto places = assembly.root / "people";
  const auto& entries = assembly.file.people;
  const auto& everyone_id = assembly.out.directory.everyone().id;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& entry = entries[i];
    const auto place = places / i;
    auto& seed = assembly.out.people.emplace_back();
    auto& person = seed.person;
    person.id = assembly.claim_id(entry.id, "00u", entry.login, place);
    person.login = entry.login;
    person.status = entry.status;
    person.profile = entry.profile;
    person.profile.try_emplace("email", entry.login);
    for (auto& id : assembly.groups.resolve_all(entry.groups, place / "groups"))
      if (id != everyone_id) person.group_ids.push_back(std::move(id));
    if (entry.password) seed.password = *entry.password;
    person.email_verified = entry.email_verified;
    add_enrolments(seed, entry, place);
    assembly.people.add(entry.login, person.id, place / "login");
  }
}

}  // namespace mockidp::document
