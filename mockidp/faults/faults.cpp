#include "mockidp/faults/faults.h"

#include <algorithm>

#include "mockidp/faults/order_check.h"
#include "mockidp/protocol/oauth.h"

namespace mockidp {
namespace {

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_login(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower_ascii(x) == lower_ascii(y); });
}

bool fits_endpoint(const FaultOrder& order, const FaultInfo& info, std::string_view endpoint) {
  if (!order.endpoint.empty()) return order.endpoint == endpoint;
  if (info.endpoints.empty()) return true;
  const auto own = protocol::split_words(info.endpoints);
  return std::find(own.begin(), own.end(), endpoint) != own.end();
}

bool fits(const FaultOrder& order, const FaultInfo& info, const FaultContext& context) {
  return fits_endpoint(order, info, context.endpoint) &&
         (order.client_id.empty() || order.client_id == context.client_id) &&
         (order.login.empty() || same_login(order.login, context.login));
}

bool could_be_judged(const FaultOrder& order, const FaultContext& context) {
  return (order.client_id.empty() || !context.client_id.empty()) &&
         (order.login.empty() || !context.login.empty());
}

// Counts one match more, and whether the order acts on it.
bool count_match(Faults::Listed& listed) {
  ++listed.matched;
  if (listed.matched <= listed.order.skip) return false;
  if (listed.order.times && listed.acted >= *listed.order.times) return false;
  ++listed.acted;
  return true;
}

}  // namespace

bool ActiveFaults::has(std::string_view name) const { return find(name) != nullptr; }

const FaultOrder* ActiveFaults::find(std::string_view name) const {
  for (const auto& order : orders_)
    if (order.name == name) return &order;
  return nullptr;
}

const FaultOrder* ActiveFaults::find(Seam seam) const {
  for (const auto& order : orders_)
    if (const auto* info = find_fault(order.name); info != nullptr && info->seam == seam) return &order;
  return nullptr;
}

std::vector<std::string> ActiveFaults::names() const {
  std::vector<std::string> names;
  for (const auto& order : orders_) names.push_back(order.name);
  return names;
}

protocol::Result<unsigned long, std::string> Faults::enable(FaultOrder order) {
  auto checked = check_fault_order(std::move(order));
  if (!checked) return protocol::fail(checked.error());
  const std::lock_guard lock(mutex_);
  orders_.push_back({.id = ++last_id_, .order = *std::move(checked)});
  any_.store(true, std::memory_order_relaxed);
  return last_id_;
}

bool Faults::disable(unsigned long id) {
  const std::lock_guard lock(mutex_);
  const auto removed = std::erase_if(orders_, [id](const Listed& listed) { return listed.id == id; });
  any_.store(!orders_.empty(), std::memory_order_relaxed);
  return removed != 0;
}

void Faults::clear() {
  const std::lock_guard lock(mutex_);
  orders_.clear();
  any_.store(false, std::memory_order_relaxed);
}

std::vector<Faults::Listed> Faults::list() const {
  const std::lock_guard lock(mutex_);
  return orders_;
}

template <class Fits>
ActiveFaults Faults::act(Seams seams, const Fits& order_fits) {
  ActiveFaults active;
  if (!any()) return active;
  const std::lock_guard lock(mutex_);
  for (auto& listed : orders_) {
    const auto* info = find_fault(listed.order.name);
    if (seams.has(info->seam) && order_fits(listed.order, *info) && count_match(listed))
      active.add(listed.order);
  }
  return active;
}

ActiveFaults Faults::match(Seams seams, const FaultContext& context) {
  return act(seams,
             [&](const FaultOrder& order, const FaultInfo& info) { return fits(order, info, context); });
}

ActiveFaults Faults::match_further(Seams seams, const FaultContext& before, const FaultContext& context) {
  return act(seams, [&](const FaultOrder& order, const FaultInfo& info) {
    return !could_be_judged(order, before) && fits(order, info, context);
  });
}

}  // namespace mockidp
