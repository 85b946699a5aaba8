#include "mockidp/pages/sign_in_pages.h"

#include "mockidp/pages/step_data.h"

namespace mockidp {

std::string render(const SignInPage& page) {
  static const PageTemplate sign_in("sign_in.html");
  auto data = step_data(page);
  data.flag("keep_signed_in", page.keep_signed_in)
      .flag("with_password", page.with_password)
      .set("identifier_error", page.identifier_error)
      .set("passcode_error", page.passcode_error);
  return sign_in.render(data);
}

std::string render(const PasswordPage& page) {
  static const PageTemplate password("password.html");
  auto data = step_data(page);
  data.set("passcode_error", page.passcode_error);
  return password.render(data);
}

std::string render(const SelectAuthenticatorPage& page) {
  static const PageTemplate select("select_authenticator.html");
  using For = SelectAuthenticatorPage::For;
  std::vector<PageData> offers;
  for (const auto& offer : page.offers) {
    PageData item;
    item.set("id", offer.id).set("method", offer.method).set("name", offer.name).set("detail", offer.detail);
    offers.push_back(std::move(item));
  }
  auto data = step_data(page);
  data.flag("for_sign_in", page.what_for == For::sign_in)
      .flag("for_recovery", page.what_for == For::recovery)
      .flag("for_unlock", page.what_for == For::unlock)
      .list("offers", offers);
  return select.render(data);
}

std::string render(const SendCodePage& page) {
  static const PageTemplate send("send_code.html");
  auto data = step_data(page);
  data.set("method", page.method)
      .set("address", page.address)
      .flag("email", page.method == "email")
      .flag("sms", page.method == "sms")
      .flag("voice", page.method == "voice")
      .flag("phone", page.method == "sms" || page.method == "voice")
      .flag("voice_instead", page.voice_instead)
      .flag("sms_instead", page.sms_instead);
  return send.render(data);
}

std::string render(const EnterCodePage& page) {
  static const PageTemplate enter("enter_code.html");
  const bool email = page.method == "email";
  const bool sms = page.method == "sms";
  const bool voice = page.method == "voice";
  const bool otp = !email && !sms && !voice;
  auto data = step_data(page);
  data.set("address", page.address)
      .flag("email", email)
      .flag("sms", sms)
      .flag("voice", voice)
      .flag("enrols_otp", page.enrolling && otp)
      .flag("verifies_otp", !page.enrolling && otp)
      .flag("enrols_phone", page.enrolling && (sms || voice))
      .flag("verifies_phone", !page.enrolling && (sms || voice))
      .flag("has_link", page.has_link)
      .flag("sent", email || sms || voice)
      .flag("sent_before", page.sent_before)
      .set("polled_step", page.polled_step)
      .set("passcode_error", page.passcode_error);
  return enter.render(data);
}

std::string render(const QuestionPage& page) {
  static const PageTemplate question("question.html");
  auto data = step_data(page);
  data.set("question", page.question).set("answer_error", page.answer_error);
  return question.render(data);
}

std::string render(const RecoverPage& page) {
  static const PageTemplate recover("recover.html");
  auto data = step_data(page);
  data.flag("of_lock", page.unlock).set("identifier_error", page.identifier_error);
  return recover.render(data);
}

}  // namespace mockidp
