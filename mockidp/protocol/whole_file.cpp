#include "mockidp/protocol/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

namespace protocol {
namespace {

// A pipe that nobody reads is an error: to wait for a reader would be never to start.
constexpr int kWriteNow = O_WRONLY | O_CLOEXEC | O_NONBLOCK;

int write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const auto written = write(descriptor, content.data(), content.size());
    if (written <= 0) return written < 0 ? errno : ENOSPC;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

int write_and_close(int descriptor, std::string_view content) {
  if (descriptor < 0) return errno;
  const int error = write_all(descriptor, content);
  close(descriptor);
  return error;
}

// Where the links end; the path itself where there is nothing yet.
std::string behind_links(const std::string& path) {
  std::error_code none;
  const auto end = std::filesystem::canonical(path, none);
  return none ? path : end.string();
}

}  // namespace

int write_whole_file(const std::string& path, std::string_view content, unsigned mode) {
  struct stat facts {};
  if (stat(path.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode))
    return write_and_close(open(path.c_str(), kWriteNow), content);
  const std::string target = behind_links(path);
  const std::string beside = target + "." + std::to_string(getpid());
  int error = write_and_close(open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode), content);
  if (error == 0 && std::rename(beside.c_str(), target.c_str()) != 0) error = errno;
  if (error != 0) unlink(beside.c_str());
  return error;
}

void remove_stale_file(const std::string& path) {
  struct stat facts {};
  if (stat(path.c_str(), &facts) == 0 && S_ISREG(facts.st_mode)) unlink(behind_links(path).c_str());
}

}  // namespace protocol
