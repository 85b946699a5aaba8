// The driver for libFuzzer.
#include <cstddef>
#include <cstdint>

#include "conformance/fuzz/html_form.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  conformance::fuzz::html_form({reinterpret_cast<const char*>(data), size});
  return 0;
}
