#include "conformance/scenarios/bearer_calls.h"

#include <stdexcept>

namespace conformance {

BearerCalls::BearerCalls(Run& run)
    : run_(run),
      browser_(run.another_browser()),
      person_(run.idp().new_person()),
      good_(ask_with(token())),
      none_(ask(run.client().manifest().read_route, "")),
      content_(good_.response_body, {none_.response_body}, person_) {}

std::string BearerCalls::token(std::map<std::string, std::string> wanted) {
  wanted.emplace("login", person_.login);
  wanted.emplace("password", person_.password);
  auto minted = run_.idp().token(wanted);
  if (minted.empty()) throw std::runtime_error("the provider gave no token to try");
  return minted;
}

Hop BearerCalls::ask(const std::string& route, const std::string& authorization) {
  std::vector<std::pair<std::string, std::string>> headers{{"Accept", "application/json"}};
  if (!authorization.empty()) headers.emplace_back("Authorization", authorization);
  return browser_.get(run_.client().url(route), headers).last();
}

Hop BearerCalls::ask_with(const std::string& token) {
  return ask(run_.client().manifest().read_route, "Bearer " + token);
}

bool BearerCalls::serves(const Hop& answer) const {
  if (content_.told_by(answer.response_body)) return true;
  return content_.is_empty() && answer.status >= 200 && answer.status < 300;
}

bool BearerCalls::expect_refused(const std::string& token, const std::string& what) {
  const auto answer = ask_with(token);
  return run_.expect(!serves(answer), "the API refuses " + what, outcome_of(answer));
}

std::string outcome_of(const Hop& answer) {
  if (answer.status == 0) return "no answer";
  const auto challenge = answer.header("WWW-Authenticate");
  return std::to_string(answer.status) +
         (challenge.empty() ? std::string() : ", WWW-Authenticate: " + challenge);
}

}  // namespace conformance
