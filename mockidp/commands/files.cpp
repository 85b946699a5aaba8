#include "mockidp/commands/files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "mockidp/protocol/whole_file.h"

namespace mockidp {

namespace {

std::string why_not(const char* what, const std::string& path, int error) {
  return std::string("cannot ") + what + " " + path + ": " + std::strerror(error);
}

}  // namespace

bool file_exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

protocol::Result<std::string, std::string> read_file(const std::string& path) {
  struct stat facts {};
  if (stat(path.c_str(), &facts) != 0) return protocol::fail(why_not("read", path, errno));
  if (S_ISDIR(facts.st_mode)) return protocol::fail(why_not("read", path, EISDIR));
  std::ifstream file(path, std::ios::binary);
  if (!file) return protocol::fail(why_not("read", path, errno));
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

namespace {

protocol::Result<protocol::Ok, std::string> write_whole(const std::string& path, const std::string& content,
                                                        unsigned mode) {
  if (const int error = protocol::write_whole_file(path, content, mode); error != 0)
    return protocol::fail(why_not("write", path, error));
  return protocol::Ok{};
}

}  // namespace

protocol::Result<protocol::Ok, std::string> write_private_file(const std::string& path,
                                                               const std::string& content) {
  return write_whole(path, content, 0600);
}

protocol::Result<protocol::Ok, std::string> write_public_file(const std::string& path,
                                                              const std::string& content) {
  return write_whole(path, content, 0666);
}

}  // namespace mockidp
