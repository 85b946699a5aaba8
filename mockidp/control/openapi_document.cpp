#include "mockidp/control/openapi_document.h"

#include "embedded/control_files.h"

namespace mockidp {

std::string_view control_openapi_document() {
  return control_files::embedded_file("control-api.openapi.json");
}

}  // namespace mockidp
