#include "mockidp/outbox/render_message.h"

#include <algorithm>
#include <regex>
#include <tuple>

#include "mockidp/outbox/mail_text.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;
using namespace std::chrono_literals;

namespace {

const auto kSentAt = protocol::from_unix(1767268800);

Directory an_org() {
  Directory directory;
  directory.org.name = "Shop & Co";
  directory.org.url = "http://localhost:7070";
  return directory;
}

SendMessage a_mail(MessageKind kind) {
  return {.kind = kind,
          .to = "alice@example.com",
          .person_id = "00ualice",
          .first_name = "Alice",
          .client_id = "0oawebapp0mockidp001",
          .code = "012345",
          .link_token = "ftlNKCIYA_4WvR6BPbYhyKisVYIF-QLp2t",
          .detail = "Phone",
          .expires_at = kSentAt + 5min};
}

Message rendered(const SendMessage& wanted) { return render_message(an_org(), wanted, "m1", kSentAt); }

// The first group of what Okta's own end-to-end suites look for; "" if it is not there.
std::string found(const std::string& text, const std::string& pattern) {
  std::smatch match;
  return std::regex_search(text, match, std::regex(pattern)) ? match[1].str() : std::string();
}

constexpr const char* kSignInOrActivation =
    R"re(<a id="(?:email-authentication-button|email-activation-button|registration-activation-link)" href="(\S+)")re";
constexpr const char* kReset = R"re(<a id="reset-password-link" href="(\S+)")re";
constexpr const char* kUnlock = R"re(<a id="unlock-account-link" href="(\S+)")re";
constexpr const char* kInstead = R"(Enter a code instead: (\d+))";
constexpr const char* kThisCode = R"(enter this code: <b>(\d+)<\/b>)";
constexpr const char* kVerificationCode = R"(enter the verification code: <strong>(\d+)<\/strong>)";

}  // namespace

TEST_CASE("Okta's end-to-end suites find link and code in each mail that has them", "[outbox]") {
  using enum MessageKind;
  const auto [kind, subject, link, code] =
      GENERATE(table<MessageKind, const char*, const char*, const char*>({
          {EmailChallenge, "One-time Email Authentication Link", kSignInOrActivation, kInstead},
          {ForgotPassword, "Account password reset", kReset, kInstead},
          {SelfServiceUnlock, "Unlock Account", kUnlock, kInstead},
          {RegistrationActivation, "Activate Account", kSignInOrActivation, kInstead},
          {EmailFactorVerification, "Confirm your email address", kSignInOrActivation, kThisCode},
          {EmailFactorVerification, "Confirm your email address", kSignInOrActivation, kVerificationCode},
      }));
  CAPTURE(subject, link, code);
  const auto mail = rendered(a_mail(kind));
  CHECK(mail.subject == subject);
  CHECK(mail.from == "Okta <noreply@okta.com>");
  CHECK(mail.kind == to_string(kind));
  CHECK(found(mail.html, code) == "012345");
  CHECK(found(mail.html, link) ==
        "http://localhost:7070/email/verify/0oawebapp0mockidp001?token=ftlNKCIYA_4WvR6BPbYhyKisVYIF-QLp2t");
  CHECK(mail.link == found(mail.html, link));
  CHECK_THAT(mail.text, ContainsSubstring(mail.link));
  CHECK_THAT(mail.text, ContainsSubstring("012345"));
  CHECK_THAT(mail.html, ContainsSubstring("This link expires in 5 minutes."));
}

TEST_CASE("links of a person's own have Okta's paths", "[outbox]") {
  using enum MessageKind;
  const auto [kind, pattern, path] = GENERATE(table<MessageKind, const char*, const char*>({
      {UserActivation, kSignInOrActivation, "/tokens/XE6wE17zmphl3KqAPFxO/verify"},
      {PasswordResetByAdmin, kReset, "/reset_password/XE6wE17zmphl3KqAPFxO"},
      {RegistrationEmailVerification, kSignInOrActivation,
       "/email/verify/0oawebapp0mockidp001?token=XE6wE17zmphl3KqAPFxO"},
  }));
  auto wanted = a_mail(kind);
  wanted.code.clear();
  wanted.link_token = "XE6wE17zmphl3KqAPFxO";
  const auto mail = rendered(wanted);
  CHECK(found(mail.html, pattern) == "http://localhost:7070" + std::string(path));
  CHECK(mail.html.find("code") == std::string::npos);
}

TEST_CASE("a link of a sign-in to the org itself names the org's own client", "[outbox]") {
  auto wanted = a_mail(MessageKind::ForgotPassword);
  wanted.client_id.clear();
  CHECK_THAT(rendered(wanted).link,
             ContainsSubstring("/email/verify/okta.2b1959c8-bcc0-56eb-a589-cfcfb7422f26?token="));
}

TEST_CASE("what only tells something has neither link nor code", "[outbox]") {
  using enum MessageKind;
  const auto [kind, subject] = GENERATE(table<MessageKind, const char*>({
      {ForgotPasswordDenied, "Account Password Reset"},
      {PasswordChanged, "Password Changed"},
      {SelfServiceUnlockOnUnlockedAccount, "Unlock Account"},
      {AccountLockout, "Account Lockout"},
      {AuthenticatorEnrolled, "Security method enrolled"},
  }));
  auto wanted = a_mail(kind);
  wanted.code.clear();
  wanted.link_token.clear();
  wanted.expires_at = {};
  const auto mail = rendered(wanted);
  CHECK(mail.subject == subject);
  CHECK(mail.link.empty());
  CHECK(mail.html.find("<a ") == std::string::npos);
  CHECK(mail.html.find("expires") == std::string::npos);
  CHECK_THAT(mail.html, ContainsSubstring("Hi Alice,"));
}

TEST_CASE("texts and calls say the code in Okta's words", "[outbox]") {
  const auto [kind, channel] = GENERATE(
      table<MessageKind, Channel>({{MessageKind::sms, Channel::sms}, {MessageKind::voice, Channel::voice}}));
  auto wanted = a_mail(kind);
  wanted.to = "+15556667777";
  wanted.link_token.clear();
  const auto text = rendered(wanted);
  CHECK(text.channel == channel);
  CHECK(found(text.text, R"(Your verification code is (\d+))") == "012345");
  CHECK(text.html.empty());
  CHECK(text.subject.empty());
}

TEST_CASE("a hostile name opens no tag, ends no line and fills in no other value", "[outbox]") {
  auto directory = an_org();
  directory.org.name = "Evil\r\nBcc: mallory@example.com";
  auto wanted = a_mail(MessageKind::RegistrationEmailVerification);
  wanted.first_name = "<script>alert('1')</script>\r\n\r\n{org}\"&";
  const auto mail = render_message(directory, wanted, "m1", kSentAt);

  CHECK(mail.subject == "Welcome to Evil  Bcc: mallory@example.com!");
  CHECK(mail.html.find("<script") == std::string::npos);
  CHECK_THAT(mail.html,
             ContainsSubstring("Hi &lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;    {org}&quot;&amp;,"));
  CHECK_THAT(mail.text, ContainsSubstring("Hi <script>alert('1')</script>    {org}\"&,\n"));
  CHECK(mail.text.find('\r') == std::string::npos);
}

TEST_CASE("the sender's name is quoted where it has to be", "[outbox]") {
  CHECK(mailbox("Okta", "noreply@okta.com") == "Okta <noreply@okta.com>");
  CHECK(mailbox("", "noreply@okta.com") == "noreply@okta.com");
  CHECK(mailbox("Shop, Inc. \"A\\B\"", "a@b.example") == R"("Shop, Inc. \"A\\B\"" <a@b.example>)");
  CHECK(mailbox("A\r\nBcc: x@y", "a@b.example") == "\"A  Bcc: x@y\" <a@b.example>");
}

TEST_CASE("durations are told in the largest unit that divides them", "[outbox]") {
  const auto [duration, words] = GENERATE(table<std::chrono::seconds, const char*>({{300s, "5 minutes"},
                                                                                    {60s, "1 minute"},
                                                                                    {59s, "59 seconds"},
                                                                                    {90s, "90 seconds"},
                                                                                    {3600s, "1 hour"},
                                                                                    {86400s, "1 day"},
                                                                                    {604800s, "7 days"},
                                                                                    {0s, "0 seconds"},
                                                                                    {-5s, "0 seconds"}}));
  CHECK(in_words(duration) == words);
}
