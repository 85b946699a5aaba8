#include <strings.h>

#include "conformance/browser/html_elements.h"
#include "conformance/oracle/url.h"
#include "conformance/run.h"

namespace conformance::callback {

namespace {

constexpr const char* kParameters[] = {"error", "error_description", "error_uri"};

// Leaves an attribute, a script, a comment and every element that holds only text; then one element of ours.
std::string markup(const std::string& element) {
  return "'\"></script></style></textarea></title>--><" + element + " onpointerover=alert(1)>";
}

std::string element_for(const std::string& parameter) {
  return "x-" + parameter.substr(parameter.find('_') + 1);
}

bool is_script_link(const std::string& target) {
  const auto begin = target.find_first_not_of(" \t\r\n");
  constexpr std::string_view scheme = "javascript:";
  return begin != std::string::npos && target.size() - begin > scheme.size() &&
         strncasecmp(target.data() + begin, scheme.data(), scheme.size()) == 0;
}

// An error as the provider would send it to this browser, with these values, each of them encoded.
Page refuse(Run& run, const std::vector<std::pair<std::string, std::string>>& values) {
  const auto asked = run.leave_for_provider(run.browser());
  const auto answer = answer_to(asked, values);
  const auto state = query_value(asked, "state");
  return run.deliver(run.browser(), state.empty() ? answer : answer.with("state", state));
}

void send_markup(Run& run) {
  for (const std::string parameter : kParameters) {
    std::vector<std::pair<std::string, std::string>> values{{"error", "access_denied"}};
    if (parameter == "error") values.clear();
    values.emplace_back(parameter, markup(element_for(parameter)));
    const auto page = refuse(run, values);
    run.expect(!is_html(page.last()) || !has_element(page.body, element_for(parameter)),
               parameter + " is shown as text, if at all", "its markup is part of the page " + page.url);
  }
}

void send_script_link(Run& run) {
  const auto page = refuse(run, {{"error", "access_denied"},
                                 {"error_description", "No."},
                                 {"error_uri", "javascript:alert(1)//conformance"}});
  for (const auto& target : link_targets(page.body))
    run.expect(
        !is_html(page.last()) || !is_script_link(target) || target.find("conformance") == std::string::npos,
        "error_uri is no link to a script", target);
}

}  // namespace

Scenario error_text_is_escaped() {
  return {.id = "CB-10",
          .title = "The texts of an error carry markup and scripts",
          .requirement = "The client shows them as text, or not at all, and links to no script.",
          .why =
              "Anybody can write such a callback's address. Its script would run as the client, with the "
              "session of whoever follows it.",
          .level = Level::must,
          .clauses = {{"RFC 6749", "4.1.2.1"}, {"CWE-79", ""}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = [](Run& run) {
            send_markup(run);
            send_script_link(run);
          }};
}

}  // namespace conformance::callback
