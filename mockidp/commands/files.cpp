#include "mockidp/commands/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

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
                                                        mode_t mode) {
  const std::string beside = path + "." + std::to_string(getpid());
  const int descriptor = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (descriptor < 0) return protocol::fail(why_not("write", path, errno));
  const auto written = write(descriptor, content.data(), content.size());
  const int error = written == static_cast<ssize_t>(content.size()) ? 0 : (written < 0 ? errno : ENOSPC);
  close(descriptor);
  if (error != 0 || rename(beside.c_str(), path.c_str()) != 0) {
    const int reason = error != 0 ? error : errno;
    unlink(beside.c_str());
    return protocol::fail(why_not("write", path, reason));
  }
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
