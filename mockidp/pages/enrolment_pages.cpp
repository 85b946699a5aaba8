#include "mockidp/pages/enrolment_pages.h"

#include <algorithm>

#include "mockidp/pages/countries.h"
#include "mockidp/pages/qr_code.h"
#include "mockidp/pages/step_data.h"

namespace mockidp {
namespace {

std::vector<PageData> enrolment_items(const std::vector<SelectEnrolmentPage::Item>& items) {
  std::vector<PageData> list;
  for (const auto& item : items) {
    PageData data;
    data.set("id", item.id).set("name", item.name).set("description", item.description);
    list.push_back(std::move(data));
  }
  return list;
}

std::vector<PageData> country_options(std::string_view chosen) {
  std::vector<PageData> options;
  for (const auto& country : countries()) {
    PageData option;
    option.set("code", country.code)
        .set("name", country.name)
        .set("calling_code", country.calling_code)
        .flag("chosen", country.code == chosen);
    options.push_back(std::move(option));
  }
  return options;
}

// What a browser may fill in by itself (WHATWG HTML, autofill).
std::string_view autofill_name(std::string_view attribute) {
  if (attribute == "firstName") return "given-name";
  if (attribute == "lastName") return "family-name";
  if (attribute == "email") return "email";
  if (attribute == "mobilePhone" || attribute == "primaryPhone") return "tel";
  return "off";
}

}  // namespace

std::string render(const SelectEnrolmentPage& page) {
  static const PageTemplate select("select_enrolment.html");
  auto data = step_data(page);
  data.flag("has_required", !page.required.empty())
      .list("required", enrolment_items(page.required))
      .flag("has_optional", !page.optional.empty())
      .list("optional", enrolment_items(page.optional))
      .flag("can_skip", page.can_skip);
  return select.render(data);
}

std::string render(const EnrolPhonePage& page) {
  static const PageTemplate enrol("enrol_phone.html");
  auto data = step_data(page);
  data.flag("sms", page.sms)
      .flag("voice", page.voice)
      .flag("both", page.sms && page.voice)
      .list("countries", country_options(page.country))
      .set("number", page.number)
      .set("number_error", page.number_error)
      .flag("voice_chosen", page.voice_chosen);
  return enrol.render(data);
}

std::string render(const EnrolOtpPage& page) {
  static const PageTemplate enrol("enrol_otp.html");
  auto data = step_data(page);
  data.set("secret", page.secret);
  if (const auto code = qr_code(page.uri))
    data.set("qr_size", std::to_string(code->size)).set("qr_path", code->path);
  return enrol.render(data);
}

std::string render(const EnrolQuestionPage& page) {
  static const PageTemplate enrol("enrol_question.html");
  std::vector<PageData> questions;
  for (const auto& question : page.questions) {
    PageData option;
    option.set("key", question.key)
        .set("text", question.text)
        .flag("chosen", question.key == page.chosen_key);
    questions.push_back(std::move(option));
  }
  auto data = step_data(page);
  data.list("questions", questions)
      .flag("own_chosen", page.own_chosen)
      .set("own_question", page.own_question)
      .set("question_error", page.question_error)
      .set("answer_error", page.answer_error);
  return enrol.render(data);
}

std::string render(const SetPasswordPage& page) {
  static const PageTemplate set("set_password.html");
  using Reason = SetPasswordPage::Reason;
  auto data = step_data(page);
  data.set("title", page.title)
      .set("message", page.message)
      .flag("enrols", page.reason == Reason::enrol)
      .flag("changes", page.reason == Reason::expired || page.reason == Reason::expiring)
      .flag("resets", page.reason == Reason::reset)
      .flag("has_requirements", !page.requirements.empty())
      .list("requirements", text_items(page.requirements))
      .flag("can_skip", page.can_skip)
      .set("passcode_error", page.passcode_error)
      .set("repeated_error", page.repeated_error);
  return set.render(data);
}

std::string render(const ProfilePage& page) {
  static const PageTemplate profile("profile.html");
  std::vector<PageData> fields;
  // Typing begins at the first mistake, or else at the top.
  auto focused = std::find_if(page.fields.begin(), page.fields.end(),
                              [](const auto& field) { return !field.error.empty(); });
  const bool at_password = focused == page.fields.end() && !page.passcode_error.empty();
  if (focused == page.fields.end()) focused = page.fields.begin();
  for (const auto& field : page.fields) {
    PageData item;
    item.set("name", field.name)
        .flag("focused", !at_password && &field == &*focused)
        .set("label", field.label)
        .set("value", field.value)
        .set("autofill", autofill_name(field.name))
        .flag("is_email", field.name == "email")
        .flag("optional", !field.required)
        .flag("has_error", !field.error.empty())
        .set("error", field.error);
    fields.push_back(std::move(item));
  }
  auto data = step_data(page);
  data.flag("signs_up", page.sign_up)
      .list("fields", fields)
      .flag("with_password", page.with_password)
      .flag("has_requirements", !page.requirements.empty())
      .list("requirements", text_items(page.requirements))
      .flag("at_password", at_password)
      .set("passcode_error", page.passcode_error);
  return profile.render(data);
}

}  // namespace mockidp
