#include <cstdio>
#include <nlohmann/json.hpp>

#include "mockidp/commands/commands.h"
#include "mockidp/commands/exit_code.h"
#include "mockidp/commands/org_source.h"
#include "mockidp/directory/org_document.h"

namespace mockidp {

// The ready orgs with what each is for; or the document of one, to begin one's own with.
int orgs(const OrgsFlags& flags) {
  if (!flags.name.empty()) {
    const auto text = read_org_text(flags.name);
    if (!text) {
      std::fprintf(stderr, "mockidp: %s\n", text.error().c_str());
      return kWrongUse;
    }
    std::fputs(text->c_str(), stdout);
    return kSuccess;
  }
  for (const auto& name : built_in_org_names()) {
    const auto document = read_org_document(*built_in_org(name));
    const auto* comment = document ? protocol::json_string(*document, "$comment") : nullptr;
    std::printf("%-18s %s\n", name.c_str(), comment ? comment->c_str() : "");
  }
  return kSuccess;
}

}  // namespace mockidp
