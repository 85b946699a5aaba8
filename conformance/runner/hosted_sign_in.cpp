#include "conformance/runner/hosted_sign_in.h"

#include <algorithm>
#include <set>

#include "conformance/oracle/jwt.h"

namespace conformance {

namespace {

constexpr int kMaxPages = 6;
constexpr const char* kIdentifier = "identifier";
constexpr const char* kPasscode = "credentials.passcode";
constexpr const char* kRepeatedPasscode = "confirmPassword";  // of a page that asks for a new one

bool has_field(const Form& form, const std::string& name) {
  return std::any_of(form.fields.begin(), form.fields.end(),
                     [&](const auto& field) { return field.first == name; });
}

// Some field of ours that has not been answered yet; a page with neither (form_post) only has to be sent on.
bool is_new(const Form& form, std::set<std::string>& answered) {
  bool asks = false, fresh = false;
  for (const auto* name : {kIdentifier, kPasscode, kRepeatedPasscode})
    if (has_field(form, name)) {
      asks = true;
      fresh = answered.insert(name).second || fresh;
    }
  return asks ? fresh : answered.insert("sent on").second;
}

}  // namespace

Page through_hosted_pages(UserAgent& browser, Page page, const std::string& org_url, const std::string& login,
                          const std::string& password) {
  std::set<std::string> answered;
  for (int pages = 0; pages < kMaxPages; ++pages) {
    if (page.status == 0 || !same_origin(page.url, org_url)) return page;
    const auto form = first_form(page.body, page.url);
    if (!form || !is_new(*form, answered)) return page;
    const auto passcode = has_field(*form, kRepeatedPasscode) ? renewed_password(password) : password;
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
