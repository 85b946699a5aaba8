#include "conformance/runner/hosted_sign_in.h"

#include <algorithm>
#include <set>

#include "conformance/oracle/jwt.h"

namespace conformance {

namespace {

constexpr int kMaxPages = 6;
constexpr const char* kIdentifier = "identifier";
constexpr const char* kPasscode = "credentials.passcode";
constexpr const char* kOneTimeCode = "one-time-code";         // as HTML marks a field for one
constexpr const char* kRepeatedPasscode = "confirmPassword";  // of a page that asks for a new one

bool has_field(const Form& form, const std::string& name) {
  return std::any_of(form.fields.begin(), form.fields.end(),
                     [&](const auto& field) { return field.first == name; });
}

// What the page asks for; a page with none of it (form_post) only has to be sent on.
std::vector<std::string> asked_by(const Page& page, const Form& form) {
  std::vector<std::string> asked;
  if (has_field(form, kIdentifier)) asked.emplace_back(kIdentifier);
  if (has_field(form, kRepeatedPasscode))
    asked.emplace_back(kRepeatedPasscode);
  else if (has_field(form, kPasscode))
    asked.emplace_back(page.body.find(kOneTimeCode) == std::string::npos ? kPasscode : kOneTimeCode);
  if (asked.empty()) asked.emplace_back("to be sent on: " + form.action);
  return asked;
}

}  // namespace

Page through_hosted_pages(UserAgent& browser, Page page, const std::string& org_url, const std::string& login,
                          const std::string& password, const std::function<std::string()>& code) {
  std::set<std::string> answered;
  for (int pages = 0; pages < kMaxPages; ++pages) {
    if (page.status == 0 || !same_origin(page.url, org_url)) return page;
    const auto form = first_form(page.body, page.url);
    if (!form) return page;
    const auto asked = asked_by(page, *form);
    const auto fresh = std::count_if(asked.begin(), asked.end(),
                                     [&](const auto& name) { return answered.insert(name).second; });
    const bool wants_code = asked.back() == kOneTimeCode;
    if (fresh == 0 || (wants_code && !code)) return page;
    const auto passcode = wants_code                          ? code()
                          : asked.back() == kRepeatedPasscode ? renewed_password(password)
                                                              : password;
    auto next =
        browser.submit(page, {{kIdentifier, login}, {kPasscode, passcode}, {kRepeatedPasscode, passcode}});
    next.hops.insert(next.hops.begin(), page.hops.begin(), page.hops.end());
    page = std::move(next);
  }
  return page;
}

std::string renewed_password(const std::string& password) { return "New-" + password; }

// RFC 6749, 2.3.1: both are form-encoded first.
std::string basic_credentials(const std::string& user, const std::string& secret) {
  return "Basic " + base64_text(percent_encoded(user) + ":" + percent_encoded(secret));
}

}  // namespace conformance
