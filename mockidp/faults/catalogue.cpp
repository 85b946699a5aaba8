#include <algorithm>

#include "mockidp/faults/catalogue/subjects.h"
#include "mockidp/faults/faults.h"

namespace mockidp {
namespace {

std::vector<FaultInfo> collect_faults() {
  std::vector<FaultInfo> all;
  for (const auto& subject : {faults_of_any_answer(), faults_of_token_answers(), faults_of_id_token_claims(),
                              faults_of_id_token_signature(), faults_of_access_token_claims(),
                              faults_of_access_token_signature(), faults_of_userinfo(), faults_of_keys()})
    all.insert(all.end(), subject.begin(), subject.end());
  return all;
}

}  // namespace

const std::vector<FaultInfo>& fault_catalogue() {
  static const std::vector<FaultInfo> all = collect_faults();
  return all;
}

const std::vector<std::string>& fault_endpoints() {
  static const std::vector<std::string> all{
      "authorize",
      "discovery",
      "introspect",
      "keys",
      "logout",
      "organization",
      "revoke",
      "token",
      "userinfo",
      "hosted.activation",
      "hosted.challenge",
      "hosted.consent",
      "hosted.enroll",
      "hosted.favicon",
      "hosted.home",
      "hosted.identify",
      "hosted.link",
      "hosted.login",
      "hosted.page",
      "hosted.password",
      "hosted.poll",
      "hosted.profile",
      "hosted.recover",
      "hosted.register",
      "hosted.reselect",
      "hosted.reset",
      "hosted.select",
      "hosted.send",
      "hosted.signout",
      "hosted.skip",
      "hosted.start_over",
      "hosted.stay",
      "hosted.token_redirect",
      "hosted.unlock",
      "sessions.create",
      "sessions.me",
      "sessions.redirect",
      "users.me",
  };
  return all;
}

const FaultInfo* find_fault(std::string_view name) {
  const auto& all = fault_catalogue();
  const auto found =
      std::find_if(all.begin(), all.end(), [name](const FaultInfo& info) { return info.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string_view to_string(Seam seam) {
  switch (seam) {
    case Seam::whole_response:
      return "whole_response";
    case Seam::token_claims:
      return "token_claims";
    case Seam::token_header:
      return "token_header";
    case Seam::token_signature:
      return "token_signature";
    case Seam::token_response:
      return "token_response";
    case Seam::userinfo:
      return "userinfo";
    case Seam::key_set:
      return "key_set";
  }
  return "";
}

}  // namespace mockidp
