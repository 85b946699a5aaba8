#pragma once
// What an administrator does to a person's account: the change, the mail that tells of it and the end of
// sessions, all or nothing.

#include <string>
#include <string_view>

#include "mockidp/org/org.h"
#include "mockidp/policy/life_cycle.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

enum class TellByMail { yes, no };
enum class ExpireTo { new_password, temporary_password };

struct LifeCycleOptions {
  TellByMail mail = TellByMail::yes;  // of activate, reactivate and reset_password
  ExpireTo expire_to = ExpireTo::new_password;
};

struct LifeCycleChange {
  Person person{};     // as it is now
  std::string link{};  // that was drawn, and sent unless it was not to be or there is no address
  TellByMail sent = TellByMail::no;
  std::string temporary_password{};  // in clear, here only
};

struct LifeCycleRefusal {
  enum class Why { unknown_person, wrong_status, no_password } why = Why::unknown_person;
  PersonStatus status = PersonStatus::ACTIVE;
};

protocol::Result<LifeCycleChange, LifeCycleRefusal> change_life_cycle(Org& org, std::string_view person_id,
                                                                      LifeCycleOperation operation,
                                                                      const LifeCycleOptions& options);

// Takes away all that was set up beside the password, what is known of browsers, and blocks after wrong
// codes. False: no such person.
bool reset_enrolments(Org& org, std::string_view person_id);

}  // namespace mockidp
