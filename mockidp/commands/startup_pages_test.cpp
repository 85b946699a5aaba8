#include "mockidp/commands/startup_pages.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "mockidp/protocol/bytes.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

std::string written_at_run_time = "before";  // its initial bytes are in the file

class Shape {
 public:
  virtual ~Shape() = default;
  virtual int corners() const = 0;
};
class Square final : public Shape {
 public:
  int corners() const override { return 4; }
};

}  // namespace

TEST_CASE("what was written stays when the pages of the start are given back, and code and constants return",
          "[commands]") {
  written_at_run_time = "at run time";
  const std::unique_ptr<Shape> shape = std::make_unique<Square>();  // called by a relocated table
  std::atomic<bool> done{false};
  std::atomic<int> digests{0};
  std::thread other([&] {
    while (!done) {
      if (protocol::hex_encode(protocol::as_view(protocol::sha256("abc"))).substr(0, 8) != "ba7816bf") break;
      ++digests;
    }
  });

  for (int i = 0; i < 100 || digests == 0; ++i) give_back_startup_pages();
  done = true;
  other.join();

  CHECK(written_at_run_time == "at run time");
  CHECK(shape->corners() == 4);
  CHECK(protocol::hex_encode(protocol::as_view(protocol::sha256("abc"))).substr(0, 8) == "ba7816bf");
}
