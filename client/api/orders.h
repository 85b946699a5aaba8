#pragma once
// The orders of everybody, in memory.

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace api {

struct Order {
  std::uint64_t number = 0;
  std::string product{};
  std::int64_t count = 0;
};

// Guards itself; hands out copies.
class Orders {
 public:
  static constexpr std::size_t kMostOfOnePerson = 100;
  static constexpr std::size_t kMost = 10000;

  std::vector<Order> of(const std::string& subject) const;
  // nullopt: there is no room for more.
  std::optional<Order> place(const std::string& subject, std::string product, std::int64_t count);

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::vector<Order>> by_subject_;
  std::uint64_t placed_ = 0;
};

}  // namespace api
