#pragma once
#include <string>

#include "client/api/options.h"

namespace api {

// Fills the issuer from what `mockidp serve --ready-file` wrote; an error in one line, or "".
std::string read_provider_file(const std::string& file, Options& options);
// {"base_url","pid"}, beside and renamed, so that a reader never sees half of it.
bool write_ready_file(const std::string& file, const std::string& base_url);

}  // namespace api
