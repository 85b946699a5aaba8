#include "mockidp/faults/order_check.h"

#include <algorithm>

#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/oauth.h"

namespace mockidp {
namespace {

constexpr long kLongestDelay = 600'000;

using Words = std::vector<std::string>;

bool is_one_of(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string did_you_mean(const Words& known, std::string_view text) {
  const auto meant = protocol::likely_meant(known, text);
  return meant.empty() ? std::string() : " Did you mean " + meant + "?";
}

std::string unknown_fault(std::string_view name) {
  Words names;
  for (const auto& info : fault_catalogue()) names.emplace_back(info.name);
  return "There is no fault " + std::string(name) + "." + did_you_mean(names, name);
}

// "" if the order's endpoint will do.
std::string wrong_endpoint(const FaultInfo& info, const std::string& endpoint) {
  if (endpoint.empty()) return "";
  if (!is_one_of(fault_endpoints(), endpoint))
    return "There is no endpoint " + endpoint + "." + did_you_mean(fault_endpoints(), endpoint);
  const auto own = protocol::split_words(info.endpoints);
  if (own.empty() || is_one_of(own, endpoint)) return "";
  return std::string(info.name) + " acts at " + protocol::join_words(own, " and ") + ", not at " + endpoint +
         ".";
}

// "" if the parameter is in its range, or neither needed nor given.
std::string wrong_number(const FaultInfo& info, std::string_view parameter, long value, long least,
                         long most) {
  const std::string name(parameter);
  if (!is_one_of(protocol::split_words(info.parameters), parameter))
    return value == 0 ? "" : std::string(info.name) + " takes no " + name + ".";
  if (value >= least && value <= most) return "";
  return std::string(info.name) + " needs " + name + " from " + std::to_string(least) + " to " +
         std::to_string(most) + ".";
}

}  // namespace

protocol::Result<FaultOrder, std::string> check_fault_order(FaultOrder order) {
  const auto* info = find_fault(order.name);
  if (info == nullptr) return protocol::fail(unknown_fault(order.name));
  for (auto wrong :
       {wrong_endpoint(*info, order.endpoint), wrong_number(*info, "status", order.status, 200, 599),
        wrong_number(*info, "milliseconds", order.milliseconds, 0, kLongestDelay)})
    if (!wrong.empty()) return protocol::fail(std::move(wrong));
  if (order.times && *order.times == 0)
    return protocol::fail(std::string("An order acts at least once: leave out times, or give 1 or more."));
  if (info->status != 0) order.status = info->status;
  return order;
}

}  // namespace mockidp
