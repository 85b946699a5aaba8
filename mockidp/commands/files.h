#pragma once
#include <string>

#include "mockidp/protocol/result.h"

namespace mockidp {

bool file_exists(const std::string& path);
// The error is one line that names the file: "cannot read org.json: No such file or directory".
protocol::Result<std::string, std::string> read_file(const std::string& path);
// Written beside and renamed, so that a reader never sees half of it. Readable by the owner only …
protocol::Result<protocol::Ok, std::string> write_private_file(const std::string& path,
                                                               const std::string& content);
// … or by everybody, as the umask has it.
protocol::Result<protocol::Ok, std::string> write_public_file(const std::string& path,
                                                              const std::string& content);

}  // namespace mockidp
