#include "client/rp/failure.h"

namespace rp {

std::string presentable(std::string_view text) {
  constexpr std::size_t kLongest = 300;
  std::string out(text.substr(0, kLongest));
  for (char& c : out)
    if (c < 0x20 || c > 0x7e) c = '?';
  return out;
}

}  // namespace rp
