#include "embedded/built_in_orgs.h"
#include "mockidp/directory/org_document.h"

namespace mockidp {

std::string_view built_in_org_document() { return built_in_orgs::embedded_file("default.json"); }

}  // namespace mockidp
