#pragma once
// The only source of ids, codes, nonces and keys.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace protocol {

class Random {
 public:
  virtual ~Random() = default;
  // Any thread. Throws std::runtime_error when the system's source fails.
  virtual void fill(std::span<unsigned char> out) = 0;
};

class SystemRandom final : public Random {
 public:
  void fill(std::span<unsigned char> out) override;
};

// The same bytes for the same seed and order of calls: tests, golden files, reproducible runs. Guards itself.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed);
  ~SeededRandom() override;
  void fill(std::span<unsigned char> out) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string random_base64url(Random& random, std::size_t bytes);      // 32 bytes give 43 characters
std::string random_alphanumeric(Random& random, std::size_t length);  // [0-9A-Za-z], unbiased
std::string random_hex(Random& random, std::size_t bytes);

}  // namespace protocol
