#include "mockidp/protocol/random.h"

#include <openssl/crypto.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <stdexcept>
#include <string_view>

#include "mockidp/protocol/bytes.h"

namespace protocol {
namespace {

std::span<unsigned char> writable_octets(std::string& text) {
  return {reinterpret_cast<unsigned char*>(text.data()), text.size()};
}

std::string random_bytes(Random& random, std::size_t count) {
  std::string bytes(count, '\0');
  random.fill(writable_octets(bytes));
  return bytes;
}

std::string as_big_endian(std::uint64_t number) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>((number >> shift) & 0xff);
  return bytes;
}

// From the kernel: OpenSSL's generators would be a chain of three in every thread, seeded from there as well,
// for which a server that has signed nothing yet has no other use.
void fill_from_system(std::span<unsigned char> out) {
  constexpr std::size_t kMostAtOnce = 256;  // getentropy(3)
  while (!out.empty()) {
    const auto piece = out.first(std::min(out.size(), kMostAtOnce));
    if (::getentropy(piece.data(), piece.size()) != 0)
      throw std::runtime_error("the system gave no random bytes");
    out = out.subspan(piece.size());
  }
}

// A system call for each of the sixteen bytes that every answer needs for its id would be a good part of it.
// What was handed out is wiped, so that a later look at the memory does not tell codes and tokens.
class Reserve {
 public:
  ~Reserve() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
  static constexpr std::size_t kLargest = 64;  // bytes; longer wishes go to the system

  void fill(std::span<unsigned char> out) {
    if (bytes_.size() - used_ < out.size()) {
      fill_from_system(bytes_);
      used_ = 0;
    }
    const auto piece = std::span(bytes_).subspan(used_, out.size());
    std::copy(piece.begin(), piece.end(), out.begin());
    OPENSSL_cleanse(piece.data(), piece.size());
    used_ += out.size();
  }

 private:
  std::array<unsigned char, 1024> bytes_{};
  std::size_t used_ = sizeof(bytes_);
};

}  // namespace

void SystemRandom::fill(std::span<unsigned char> out) {
  thread_local Reserve reserve;
  if (out.size() <= Reserve::kLargest) return reserve.fill(out);
  fill_from_system(out);
}

// A stream of SHA-256 over seed and counter. How callers cut the stream into pieces does not change its
// bytes.
struct SeededRandom::State {
  std::mutex mutex;
  std::uint64_t seed = 0;
  std::uint64_t counter = 0;
  Digest block{};
  std::size_t used = sizeof(Digest);

  unsigned char next_byte() {
    if (used == block.size()) {
      block = sha256(as_big_endian(seed) + as_big_endian(counter++));
      used = 0;
    }
    return block[used++];
  }
};

SeededRandom::SeededRandom(std::uint64_t seed) : state_(std::make_unique<State>()) { state_->seed = seed; }
SeededRandom::~SeededRandom() = default;

void SeededRandom::fill(std::span<unsigned char> out) {
  const std::lock_guard lock(state_->mutex);
  std::generate(out.begin(), out.end(), [this] { return state_->next_byte(); });
}

std::string random_base64url(Random& random, std::size_t bytes) {
  return base64url_encode(random_bytes(random, bytes));
}

std::string random_alphanumeric(Random& random, std::size_t length) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  // 256 is no multiple of 62: bytes from the incomplete last round would make the first characters likelier.
  constexpr std::size_t kFairBytes = 256 / kAlphabet.size() * kAlphabet.size();
  std::string text;
  text.reserve(length);
  while (text.size() < length) {
    for (const char c : random_bytes(random, length - text.size())) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < kFairBytes) text += kAlphabet[byte % kAlphabet.size()];
    }
  }
  return text;
}

std::string random_hex(Random& random, std::size_t bytes) { return hex_encode(random_bytes(random, bytes)); }

}  // namespace protocol
