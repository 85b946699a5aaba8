#include "client/api/orders.h"

namespace api {

std::vector<Order> Orders::of(const std::string& subject) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_subject_.find(subject);
  return found == by_subject_.end() ? std::vector<Order>() : found->second;
}

std::optional<Order> Orders::place(const std::string& subject, std::string product, std::int64_t count) {
  const std::lock_guard lock(mutex_);
  if (placed_ == kMost) return std::nullopt;
  auto& orders = by_subject_[subject];
  if (orders.size() == kMostOfOnePerson) return std::nullopt;
  orders.push_back({.number = ++placed_, .product = std::move(product), .count = count});
  return orders.back();
}

}  // namespace api
