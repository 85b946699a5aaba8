#pragma once
#include <string>

#include "mockidp/protocol/result.h"

namespace mockidp {

// The text of an org document, by the path of a file or the name of one that is built in: a word without '/'
// and without
// ".json" at its end. The error is one line.
protocol::Result<std::string, std::string> read_org_text(const std::string& file_or_name);
bool names_built_in_org(const std::string& file_or_name);

}  // namespace mockidp
