// The driver of one target for libFuzzer: MOCKIDP_FUZZED is its name.
#include <cstddef>
#include <cstdint>

#include "mockidp/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  mockidp::fuzz::MOCKIDP_FUZZED({reinterpret_cast<const char*>(data), size});
  return 0;
}
