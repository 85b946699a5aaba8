#pragma once
// fixtures/orgs/every-key.json, which uses every key there is, what becomes of it with a mistake in it, and
// the ready orgs.

#include <string>
#include <vector>

#include "mockidp/directory/org_document.h"

namespace mockidp {

const char* environment_for_test(const std::string& name);  // BENS_PASSWORD, NEW_SECRET and SHORT are set
protocol::Json every_key_document();
protocol::Json document_with(const std::string& pointer, const char* value);
std::vector<DocumentProblem> problems_of(const protocol::Json& document);
LoadedOrg load_without_problems(const protocol::Json& document);
LoadedOrg ready_org(const std::string& name);  // as `serve --org NAME` has it

struct Mistake {
  const char* pointer;  // what is set …
  const char* value;
  const char* place;  // … and where which problem must be found
  const char* message;
};
void check_mistakes(const std::vector<Mistake>& mistakes);

}  // namespace mockidp
