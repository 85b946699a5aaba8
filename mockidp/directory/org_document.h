#pragma once
// From an org document (JSON) to a Directory and the people to seed. Strict: every mistake is reported at
// once.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/directory.h"
#include "mockidp/people/person.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

struct DocumentProblem {
  std::string pointer;  // "/apps/0/redirect_urls"
  std::string message;  // 'unknown key "redirect_urls"; did you mean "redirect_uris"?'
};
std::string to_string(const DocumentProblem& problem);

struct PersonSeed {
  // Without a password. Its enrolments are whole but for the hash of the answer to a security question.
  Person person;
  protocol::Secret password;
  protocol::Secret security_answer;
};

struct LoadedOrg {
  Directory directory;  // indexed
  std::vector<PersonSeed> people;
  std::vector<DocumentProblem> cautions;  // what works, and is dangerous all the same
};

// `url` is the org's public URL without a trailing slash; a document cannot know the port. Ids that the
// document does not give are derived from names, so that they are the same after a restart and after a patch.
// Secrets may be
// {"env": "NAME"}, looked up by `environment`.
using Environment = std::function<const char*(const std::string& name)>;
protocol::Result<LoadedOrg, std::vector<DocumentProblem>> load_org(const protocol::Json& document,
                                                                   std::string_view url,
                                                                   const Environment& environment);

// Reads the text first: syntax errors are problems too, with line and column.
protocol::Result<protocol::Json, std::vector<DocumentProblem>> read_org_document(std::string_view text);

// The document that is built in; the same as fixtures/orgs/default.json.
std::string_view built_in_org_document();
// The ready orgs that are built in, each the same as fixtures/orgs/NAME.json; "default" is among them.
std::vector<std::string> built_in_org_names();  // in order of the alphabet
std::optional<std::string_view> built_in_org(std::string_view name);
// JSON Schema (draft 7) of org documents, for editors; a test holds it against the reader.
std::string org_document_schema();

// 0oa and 17 characters, from a digest of `name`: the shape of Okta's ids.
std::string derive_id(std::string_view prefix, std::string_view name);

}  // namespace mockidp
