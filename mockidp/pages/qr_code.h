#pragma once
// A text as a QR code (ISO/IEC 18004), for an authenticator app to scan.

#include <optional>
#include <string>
#include <string_view>

namespace mockidp {

// An SVG path of the dark modules in a square of `size` by `size`, with the quiet zone of four that readers
// need.
struct QrCode {
  unsigned size = 0;
  std::string path;
};
// nullopt: the text is too long for one.
std::optional<QrCode> qr_code(std::string_view text);

}  // namespace mockidp
