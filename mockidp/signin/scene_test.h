#pragma once
// A small org for the tests of this room: two people, one app for everyone, the default policies. A test
// states only what differs. `answer` does what the doors do around the engine: load, apply, commit.

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "mockidp/protocol/bytes.h"
#include "mockidp/signin/engine.h"

namespace mockidp {

inline constexpr protocol::TimePoint kSceneNow{std::chrono::seconds(1767225600)};
inline constexpr auto kAnnsPassword = "correct horse";
inline constexpr auto kBobsPassword = "battery staple";

inline Directory scene_directory() {
  Directory directory;
  directory.org.id = "00oorg";
  directory.org.password_iterations = 1;
  directory.groups = {Group{.id = "00geveryone", .name = "Everyone", .description = "", .everyone = true}};
  AppIntegration app;
  app.id = app.client_id = "0oaapp";
  app.label = "My Web App";
  app.assignment.group_ids = {"00geveryone"};
  directory.apps = {app};
  SignOnPolicy policy{.id = "rst1", .name = "One factor access", .rules = {}};
  SignOnRule& rule = policy.rules.emplace_back();
  rule.id = "0pr1";
  rule.name = "Catch-all Rule";
  directory.sign_on_policies = {policy};
  for (const auto key : {kPasswordKey, kEmailKey}) {
    AuthenticatorSetting setting;
    setting.key = key;
    setting.name = authenticator_name(key);
    setting.methods = methods_of(key);
    setting.allowed_for = key == kEmailKey ? AllowedFor::recovery : AllowedFor::any;
    directory.authenticators.push_back(std::move(setting));
  }
  directory.enrolment_policies.front().authenticators = {
      {std::string(kPasswordKey), SelfEnrolment::REQUIRED}};
  directory.profile_enrolment_policies = {{}};
  directory.index();
  return directory;
}

inline Person scene_person(std::string id, std::string login, std::string_view password) {
  Person person;
  person.id = std::move(id);
  person.login = std::move(login);
  person.password.salt = "salt of " + person.id;
  person.password.iterations = 1;
  person.password.hash = protocol::pbkdf2_sha256(password, person.password.salt, 1);
  return person;
}

inline AuthorizationRequest scene_request() {
  AuthorizationRequest request;
  request.client_id = "0oaapp";
  request.scopes = {"openid"};
  return request;
}

inline VerifiedMethod password_at(protocol::TimePoint at) { return {"okta_password", "pwd", at}; }

struct Scene {
  Directory directory = scene_directory();
  std::map<std::string, Person> people;
  Transaction transaction;
  std::optional<Session> session;
  protocol::TimePoint now = kSceneNow;
  RequestFacts facts;
  std::shared_ptr<protocol::Random> random = std::make_shared<protocol::SeededRandom>(7);
  std::vector<SendMessage> sent;  // by answers so far
  std::string sessions_ended_of;

  Scene() {
    people["00uann"] = scene_person("00uann", "ann@example.com", kAnnsPassword);
    people["00uann"].profile["email"] = "ann@example.com";
    people["00ubob"] = scene_person("00ubob", "bob@example.com", kBobsPassword);
    transaction.request = scene_request();
    transaction.created_at = now;
  }

  Person& ann() { return people.at("00uann"); }
  AppIntegration& app() { return directory.apps.front(); }
  SignOnRule& rule() { return directory.sign_on_policies.front().rules.front(); }
  AuthorizationRequest& request() { return *transaction.request; }

  PasswordPolicy& password_policy() { return directory.password_policies.front(); }
  SessionRule& session_rule() { return directory.session_policies.front().rules.front(); }
  EnrolmentPolicy& enrolment_policy() { return directory.enrolment_policies.front(); }
  ProfileEnrolmentPolicy& profile_policy() { return directory.profile_enrolment_policies.front(); }
  AuthenticatorSetting& authenticator(std::string_view key) {
    for (auto& one : directory.authenticators)
      if (one.key == key) return one;
    AuthenticatorSetting& added = directory.authenticators.emplace_back();
    added.key = key;
    added.name = authenticator_name(key);
    added.methods = methods_of(key);
    return added;
  }

  // An org session that began, was verified and was used last so long ago.
  Scene& session_of(std::string person_id, std::chrono::seconds ago) {
    session = Session{};
    session->person_id = std::move(person_id);
    session->created_at = session->last_used_at = now - ago;
    session->verified = {password_at(now - ago)};
    return *this;
  }
  Scene& identified_as(std::string person_id) {
    transaction.identified = true;
    transaction.identifier = people.at(person_id).login;
    transaction.person_id = std::move(person_id);
    return *this;
  }
  Scene& identified_as_nobody() {
    transaction.identified = true;
    transaction.identifier = "nobody@example.com";
    return *this;
  }
  Scene& verified() {
    transaction.verified = {password_at(now)};
    return *this;
  }

  Situation situation() const {
    return {directory, transaction, person_of_the_situation(), session, now, facts};
  }
  Step next() const { return decide_next_step(situation()); }

  Outcome answer(const Input& input) {
    Situation before = situation();
    if (const auto* identify = std::get_if<IdentifyInput>(&input)) {
      before.person = person_by_login(trimmed_identifier(identify->identifier));
    }
    if (const auto* profile = std::get_if<ProfileInput>(&input);
        profile != nullptr && !transaction.identified) {
      const auto email = profile->values.find("email");
      before.person.reset();
      if (email != profile->values.end()) before.person = person_by_login(email->second);
    }
    Outcome outcome = mockidp::apply(before, input, *random);
    transaction = outcome.transaction;
    for (const Effect& effect : outcome.effects) {
      if (const auto* change = std::get_if<ChangePerson>(&effect)) people[change->person.id] = change->person;
      if (const auto* created = std::get_if<CreatePerson>(&effect))
        people[created->person.id] = created->person;
      if (const auto* message = std::get_if<SendMessage>(&effect)) sent.push_back(*message);
      if (const auto* ended = std::get_if<EndSessions>(&effect)) sessions_ended_of = ended->person_id;
    }
    return outcome;
  }

 private:
  std::optional<Person> person_of_the_situation() const {
    std::string id = transaction.person_id;
    if (!transaction.identified && session) id = session->person_id;
    const auto found = people.find(id);
    return found == people.end() ? std::nullopt : std::optional(found->second);
  }
  std::optional<Person> person_by_login(std::string_view login) const {
    for (const auto& [id, person] : people) {
      if (person.login == login) return person;
    }
    return std::nullopt;
  }
};

}  // namespace mockidp
