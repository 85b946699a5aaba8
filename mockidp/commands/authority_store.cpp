#include "mockidp/commands/authority_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "mockidp/commands/files.h"

namespace mockidp {
namespace {

// Held by one process at a time; the kernel lets go of it, however that process ends.
class FolderLock {
 public:
  explicit FolderLock(const std::string& folder)
      : descriptor_(::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)),
        held_(descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) == 0) {}
  ~FolderLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  bool held() const { return held_; }

 private:
  int descriptor_;
  bool held_;
};

bool make_private_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(folder).parent_path(), error);
  return ::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST;
}

protocol::Result<Certificate, std::string> read_authority(const std::string& certificate_file,
                                                          const std::string& key_file) {
  auto certificate = read_file(certificate_file);
  if (!certificate) return protocol::fail(certificate.error());
  auto key = read_file(key_file);
  if (!key) return protocol::fail(key.error());
  return Certificate{std::move(*certificate), std::move(*key)};
}

std::string folder_failure(const char* what, const std::string& folder) {
  return std::string("cannot ") + what + " " + folder + ": " + std::strerror(errno);
}

}  // namespace

std::string default_authority_folder() {
  if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data == '/')
    return std::string(data) + "/mockidp/ca";
  if (const char* home = std::getenv("HOME"); home && *home == '/')
    return std::string(home) + "/.local/share/mockidp/ca";
  return {};
}

std::string authority_certificate_file(const std::string& folder) { return folder + "/ca.pem"; }

protocol::Result<Certificate, std::string> load_or_make_authority(const std::string& folder,
                                                                  protocol::TimePoint now) {
  if (folder.empty())
    return protocol::fail(std::string("there is no home folder to keep a CA in; name one with --tls-ca"));
  if (!make_private_folder(folder)) return protocol::fail(folder_failure("make", folder));
  const FolderLock lock(folder);
  if (!lock.held()) return protocol::fail(folder_failure("lock", folder));

  const std::string certificate_file = authority_certificate_file(folder);
  const std::string key_file = folder + "/ca-key.pem";
  // A certificate alone is trusted somewhere already: it is missed loudly, not replaced.
  if (file_exists(certificate_file)) return read_authority(certificate_file, key_file);
  Certificate made = make_authority(now);
  if (auto written = write_private_file(key_file, made.private_key_pem); !written)
    return protocol::fail(written.error());
  if (auto written = write_private_file(certificate_file, made.certificate_pem); !written)
    return protocol::fail(written.error());
  return made;
}

}  // namespace mockidp
