#include "mockidp/directory/org_document.h"

#include <nlohmann/json.hpp>

#include "mockidp/fuzz/property.h"
#include "mockidp/fuzz/targets.h"

namespace mockidp::fuzz {
namespace {

const char* empty_environment(const std::string&) { return nullptr; }

void check_problems(const std::vector<DocumentProblem>& problems) {
  hold(!problems.empty(), "a document is refused for a reason");
  for (const DocumentProblem& problem : problems) {
    hold(problem.pointer.empty() || problem.pointer.front() == '/', "a place is a JSON pointer");
    hold(!problem.message.empty(), "a problem is said in words");
    (void)to_string(problem);
  }
}

}  // namespace

// The bytes as a document, and as a merge patch on the built-in one, which takes them deeper into the reader.
void org_document(std::string_view bytes) {
  const auto document = read_org_document(bytes);
  if (!document) return check_problems(document.error());
  static const protocol::Json built_in = *read_org_document(built_in_org_document());
  protocol::Json patched = built_in;
  protocol::json_merge_patch(patched, *document);
  for (const protocol::Json* candidate : {&*document, static_cast<const protocol::Json*>(&patched)}) {
    const auto loaded = load_org(*candidate, "http://localhost:7070", empty_environment);
    if (!loaded) check_problems(loaded.error());
  }
}

}  // namespace mockidp::fuzz
