#include "mockidp/protocol/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "mockidp/testing/catch.h"

using namespace protocol;

namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "whole-file-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path); }
  std::string operator/(const char* name) const { return (path / name).string(); }
  fs::path path;
};

std::string content_of(const std::string& file) {
  std::ifstream input(file);
  return {std::istreambuf_iterator<char>(input), {}};
}

}  // namespace

TEST_CASE("a file is written whole, and nothing is left beside it", "[whole_file]") {
  const Folder folder;
  CHECK(write_whole_file(folder / "ready.json", "one", 0600) == 0);
  CHECK(write_whole_file(folder / "ready.json", "two", 0600) == 0);
  CHECK(content_of(folder / "ready.json") == "two");
  CHECK((fs::status(folder / "ready.json").permissions() & fs::perms::others_read) == fs::perms::none);
  CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("a link goes on leading where it led", "[whole_file]") {
  const Folder folder;
  std::ofstream(folder / "real.json") << "old";
  fs::create_symlink("real.json", folder / "link.json");
  CHECK(write_whole_file(folder / "link.json", "new", 0600) == 0);
  CHECK(fs::is_symlink(folder / "link.json"));
  CHECK(content_of(folder / "real.json") == "new");
  remove_stale_file(folder / "link.json");
  CHECK_FALSE(fs::exists(folder / "real.json"));
}

TEST_CASE("a pipe is written into, and stays one", "[whole_file]") {
  const Folder folder;
  const std::string pipe = folder / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(write_whole_file(pipe, "nobody reads", 0600) == ENXIO);
  const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  REQUIRE(reader >= 0);
  CHECK(write_whole_file(pipe, "told", 0600) == 0);
  std::string told(4, '\0');
  CHECK(read(reader, told.data(), told.size()) == 4);
  close(reader);
  CHECK(told == "told");
  remove_stale_file(pipe);
  CHECK(fs::is_fifo(pipe));
}

TEST_CASE("what cannot be written is said, and what stood there stays", "[whole_file]") {
  const Folder folder;
  CHECK(write_whole_file(folder / "no/such/folder", "x", 0600) == ENOENT);
  CHECK(write_whole_file(folder.path.string(), "x", 0600) == EISDIR);
  std::error_code none;
  remove_stale_file(folder / "nothing");
  CHECK(fs::is_directory(folder.path, none));
}
