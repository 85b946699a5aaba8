#pragma once
// A person of the org: plain values. Kept as a record, see store/people_view.h.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/people/consent.h"
#include "mockidp/people/enrolment.h"
#include "mockidp/protocol/clock.h"

namespace mockidp {

// The statuses of Okta's user life cycle, as on the wire of /api/v1/users.
enum class PersonStatus {
  STAGED,
  PROVISIONED,
  ACTIVE,
  RECOVERY,
  PASSWORD_EXPIRED,
  LOCKED_OUT,
  SUSPENDED,
  DEPROVISIONED
};
std::string_view to_string(PersonStatus status);

// Salted PBKDF2-SHA256. `iterations` is stored with each password, so that the org's setting can change.
struct PasswordHash {
  std::string salt;  // raw bytes
  std::string hash;  // 32 raw bytes; empty: the person has no password
  unsigned iterations = 0;
};

struct Person {
  std::string id;     // 00u…
  std::string login;  // the username; unique in the org, compared without regard to ASCII case
  PersonStatus status = PersonStatus::ACTIVE;
  // Okta's base profile by its own names (firstName, lastName, email, mobilePhone, nickName, …) and custom
  // attributes.
  std::map<std::string, std::string, std::less<>> profile;
  std::vector<std::string> group_ids;  // without Everyone, which holds all
  std::vector<std::string> app_ids;    // individual assignments
  PasswordHash password;
  unsigned failed_attempts = 0;  // since the last success or unlock
  protocol::TimePoint locked_at{};
  protocol::TimePoint created_at{};
  protocol::TimePoint updated_at{};
  protocol::TimePoint password_changed_at{};
  std::vector<PasswordHash> password_history;  // the newest first, the present one not among them
  // The e-mail authenticator is everybody's whose primary address is verified.
  bool email_verified = true;
  std::vector<Enrolment> enrolments;
  std::vector<FactorFailures> factor_failures;
  std::vector<RememberedDevice> remembered_devices;
  std::vector<ConsentGrant> consents;
  protocol::TimePoint asked_to_stay_at{};  // "Keep me signed in" after a sign-in, whatever was answered
  // Links that an administrator or a sign-up sent: SHA-256 of the token, and what it opens until when.
  std::string activation_digest;
  protocol::TimePoint activation_expires_at{};

  std::string_view attribute(std::string_view name) const;  // "" if absent
  std::string display_name() const;                         // displayName, or first and last name, or login
  bool has_password() const { return !password.hash.empty(); }
  const Enrolment* enrolment(std::string_view authenticator) const;  // the first; null: none
  bool has_consented(std::string_view client_id, std::string_view server_id, std::string_view scope) const;
};

}  // namespace mockidp
