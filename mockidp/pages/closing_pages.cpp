#include "mockidp/pages/closing_pages.h"

#include "mockidp/pages/step_data.h"

namespace mockidp {

std::string render(const CheckEmailPage& page) {
  static const PageTemplate check("check_email.html");
  auto data = step_data(page);
  data.set("address", page.address)
      .set("polled_step", page.polled_step)
      .set("passcode_error", page.passcode_error);
  return check.render(data);
}

std::string render(const ConsentPage& page) {
  static const PageTemplate consent("consent.html");
  std::vector<PageData> scopes;
  for (const auto& scope : page.scopes) {
    PageData item;
    item.set("label", scope.label).set("description", scope.description);
    scopes.push_back(std::move(item));
  }
  auto data = step_data(page);
  data.list("scopes", scopes);
  return consent.render(data);
}

std::string render(const RequestActivationPage& page) {
  static const PageTemplate request("request_activation.html");
  return request.render(PageData(page.frame)
                            .set("message", page.message)
                            .set("token", page.token)
                            .set("identifier", page.identifier)
                            .set("identifier_error", page.identifier_error));
}

std::string render(const StayPage& page) {
  static const PageTemplate stay("stay.html");
  return stay.render(step_data(page));
}

std::string render(const NoticePage& page) {
  static const PageTemplate notice("notice.html");
  return notice.render(PageData(page.frame)
                           .set(page.proof)
                           .set("heading", page.heading)
                           .set("message", page.message)
                           .set("link_url", page.link_url)
                           .set("link_text", page.link_text));
}

std::string render(const LinkCodePage& page) {
  static const PageTemplate code("link_code.html");
  return code.render(PageData(page.frame)
                         .set("code", page.code)
                         .set("waiting_page", page.waiting_page)
                         .set("asked_from", page.asked_from)
                         .flag("has_source", !page.asked_from.empty() || !page.frame.app_label.empty()));
}

}  // namespace mockidp
