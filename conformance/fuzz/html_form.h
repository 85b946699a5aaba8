#pragma once
// What the reader of forms keeps to, whatever page a client sends. A property that does not hold ends the
// process.

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "conformance/browser/user_agent.h"

namespace conformance::fuzz {

inline void hold(bool property, const char* what) {
  if (property) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

inline void led_on(const std::string& page, const std::string& url) {
  if (const auto form = form_that_submits_itself(page, url))
    hold(!form->action.empty(), "a form that submits itself goes somewhere");
  if (const auto target = refresh_target({"GET", url, 200, {}, {}, page, {}}))
    hold(!target->empty(), "a refresh leads somewhere");
}

inline void html_form(std::string_view bytes) {
  led_on(std::string(bytes), "http://client.example/sign-in?a=b");
  const auto form = first_form(std::string(bytes), "http://client.example/sign-in?a=b");
  if (!form) return;
  hold(form->method == "GET" || form->method == "POST" || form->method == "DIALOG", "a form is sent somehow");
  hold(!form->action.empty(), "a form is sent somewhere");
  for (const auto& [name, value] : form->fields) hold(!name.empty(), "a control that is sent has a name");
}

}  // namespace conformance::fuzz
