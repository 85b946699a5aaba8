#include "mockidp/signin/step.h"

#include "mockidp/protocol/result.h"

namespace mockidp {
namespace {

std::string_view name_of(Notice::What what) {
  switch (what) {
    case Notice::What::flow_continued_elsewhere:
      return "continued in another tab";
    case Notice::What::recovery_completed:
      return "recovery completed";
    case Notice::What::unlocked:
      return "unlocked";
    case Notice::What::activated:
      break;
  }
  return "activated";
}

}  // namespace

std::string name_of(const Step& step) {
  return std::visit(
      protocol::Overloaded{
          [](const Identify&) { return std::string("identify"); },
          [](const ChallengePassword&) { return std::string("challenge okta_password"); },
          [](const SelectAuthenticator&) { return std::string("select authenticator"); },
          [](const SendCode& page) { return "send code " + page.offer.method.key; },
          [](const EnterCode& page) {
            return (page.enrolling ? "enroll " : "challenge ") + page.offer.method.key;
          },
          [](const AnswerQuestion&) { return std::string("challenge security_question"); },
          [](const SelectEnrolment&) { return std::string("select enrollment"); },
          [](const EnrolPhone&) { return std::string("enroll phone_number"); },
          [](const EnrolOtp&) { return std::string("enroll google_otp"); },
          [](const EnrolQuestion&) { return std::string("enroll security_question"); },
          [](const SetPassword& page) {
            using enum SetPassword::Reason;
            if (page.reason == enrol) return std::string("enroll okta_password");
            if (page.reason == reset) return std::string("reset okta_password");
            return std::string(page.reason == expired ? "password expired" : "password expiring");
          },
          [](const EnrolProfile& page) { return std::string(page.sign_up ? "sign up" : "complete profile"); },
          [](const CheckEmail&) { return std::string("check email"); },
          [](const RecoverIdentify& page) {
            return std::string(page.unlock ? "identify for unlock" : "identify for recovery");
          },
          [](const AskConsent&) { return std::string("consent"); },
          [](const AskToStay&) { return std::string("keep me signed in"); },
          [](const Notice& notice) { return std::string(name_of(notice.what)); },
          [](const Stop&) { return std::string("stop"); },
          [](const Refuse&) { return std::string("refuse"); },
          [](const Done&) { return std::string("done"); },
      },
      step.what);
}

bool asks(const Step& step) {
  return !std::holds_alternative<Stop>(step.what) && !std::holds_alternative<Refuse>(step.what) &&
         !std::holds_alternative<Done>(step.what) && !std::holds_alternative<Notice>(step.what);
}

}  // namespace mockidp
