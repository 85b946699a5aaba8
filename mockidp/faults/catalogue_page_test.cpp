// docs/faults.md is written from the catalogue: UPDATE_GOLDEN=1.

#include "mockidp/faults/faults.h"
#include "mockidp/protocol/oauth.h"
#include "mockidp/testing/golden.h"

namespace mockidp {
namespace {

constexpr std::string_view kPreface =
    "# Faults\n\n"
    "What the provider does wrong when it is told to: `POST /control/v1/orgs/{org}/faults` with a `name` of "
    "this\n"
    "list, or *Faults* in the workbench. Without an order nothing here acts.\n\n"
    "Every order may be narrowed to a client (`client_id`), a person (`login`) and a number of requests "
    "(`skip`,\n"
    "`times`). A fault with variants does the first unless the order names another as `variant`. Parameters "
    "are\n"
    "members of the order. *Breaks* is the clause that the provider violates, and that a client upholds by\n"
    "noticing.\n\n"
    "This page is written from the catalogue in `mockidp/faults/catalogue`.\n";

std::string in_code(std::string_view words) {
  std::string text;
  for (const std::string& word : protocol::split_words(words))
    text += (text.empty() ? "`" : ", `") + word + "`";
  return text;
}

std::string entry_of(const FaultInfo& info) {
  std::string text = "\n### `" + std::string(info.name) + "`\n\n" + std::string(info.title) + "\n\n";
  text += "- Breaks: " + std::string(info.clause) + "\n";
  text += "- Acts at: " +
          (info.endpoints.empty() ? "the `endpoint` of the order, or everywhere" : in_code(info.endpoints)) +
          "\n";
  if (!info.variants.empty()) text += "- Variants: " + in_code(info.variants) + "\n";
  if (!info.parameters.empty()) text += "- Parameters: " + in_code(info.parameters) + "\n";
  return text;
}

std::string heading_of(Seam seam) {
  switch (seam) {
    case Seam::whole_response:
      return "Whole answers";
    case Seam::token_claims:
      return "Claims of tokens";
    case Seam::token_header:
      return "Headers and keys of tokens";
    case Seam::token_signature:
      return "Signatures of tokens";
    case Seam::token_response:
      return "The token response";
    case Seam::userinfo:
      return "Userinfo";
    case Seam::key_set:
      return "The key set";
  }
  return "";
}

std::string catalogue_page() {
  std::string page(kPreface);
  for (const Seam seam : {Seam::token_claims, Seam::token_header, Seam::token_signature, Seam::token_response,
                          Seam::userinfo, Seam::key_set, Seam::whole_response}) {
    page += "\n## " + heading_of(seam) + "\n";
    for (const FaultInfo& info : fault_catalogue())
      if (info.seam == seam) page += entry_of(info);
  }
  return page;
}

}  // namespace

TEST_CASE("docs/faults.md is the catalogue", "[faults][docs]") {
  check_golden("../../docs/faults.md", catalogue_page());
}

}  // namespace mockidp
