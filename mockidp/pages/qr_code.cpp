#include "mockidp/pages/qr_code.h"

#include <qrencode.h>

#include <cerrno>
#include <memory>
#include <new>
#include <string>

namespace mockidp {
namespace {

constexpr int kQuietZone = 4;
constexpr std::size_t kMaxBytes = 2331;  // what the largest symbol holds at this error correction

struct FreeQrCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

// A horizontal run of dark modules as one rectangle.
void append_run(std::string& path, int x, int y, int length) {
  path += 'M' + std::to_string(x + kQuietZone) + ' ' + std::to_string(y + kQuietZone) + 'h' +
          std::to_string(length) + "v1h-" + std::to_string(length) + 'z';
}

}  // namespace

std::optional<QrCode> qr_code(std::string_view text) {
  if (text.size() > kMaxBytes) return std::nullopt;
  errno = 0;
  const std::unique_ptr<QRcode, FreeQrCode> code(QRcode_encodeData(
      static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M));
  if (!code && errno == ENOMEM) throw std::bad_alloc();
  if (!code) return std::nullopt;
  QrCode drawn;
  drawn.size = static_cast<unsigned>(code->width + 2 * kQuietZone);
  for (int y = 0; y < code->width; ++y) {
    const auto* row = code->data + y * code->width;
    for (int x = 0; x < code->width;) {
      const int begin = x;
      while (x < code->width && (row[x] & 1)) ++x;
      if (x > begin) append_run(drawn.path, begin, y, x - begin);
      ++x;
    }
  }
  return drawn;
}

}  // namespace mockidp
