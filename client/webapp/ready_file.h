#pragma once
#include <string>

#include "client/webapp/options.h"

namespace webapp {

// Fills issuer, client id and secret from what `mockidp serve --ready-file` wrote; an error in one line, or
// "".
std::string read_provider_file(const std::string& file, const std::string& app, Options& options);
// {"base_url","pid"}, beside and renamed, so that a reader never sees half of it.
bool write_ready_file(const std::string& file, const Options& options);

}  // namespace webapp
