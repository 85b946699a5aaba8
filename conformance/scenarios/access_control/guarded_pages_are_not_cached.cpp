#include "conformance/scenarios/guarded_content.h"

namespace conformance::access_control {

namespace {

std::string cache_control_of(const Page& page) {
  std::string all;
  for (const char letter : page.last().header("Cache-Control"))
    all += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  return all;
}

bool says(const std::string& directives, const std::string& word) {
  return directives.find(word) != std::string::npos;
}

void look_at_cache_control(Run& run) {
  for (const auto& page : guarded_pages(run)) {
    const auto directives = cache_control_of(page.seen);
    const bool kept_to_oneself = says(directives, "no-store") || says(directives, "private");
    const bool shareable = !kept_to_oneself && (says(directives, "public") || says(directives, "max-age"));
    run.expect(!shareable, page.path + " allows no shared cache to keep it", "Cache-Control: " + directives);
    if (!kept_to_oneself && !shareable)
      run.warn(page.path + " does not say no-store or private (Cache-Control: " +
               (directives.empty() ? "absent" : directives) + ")");
  }
}

}  // namespace

Scenario guarded_pages_are_not_cached() {
  return {.id = "AC-14",
          .title = "A guarded page is answered to the person who signed in",
          .requirement = "Its Cache-Control says no-store or private, and lets no shared cache keep it.",
          .why = "A shared cache would show one person's page to the next who asks for that address.",
          .level = Level::must,
          .clauses = {{"RFC 9111", "5.2.2.5"}, {"RFC 9111", "5.2.2.7"}},
          .applies_to = {Profile::web_app},
          .needs = {},
          .control = "AC-01-control",
          .run = look_at_cache_control,
          .path = {}};
}

}  // namespace conformance::access_control
