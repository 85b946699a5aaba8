#include "mockidp/faults/order_check.h"

#include <algorithm>

#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/oauth.h"

namespace mockidp {
namespace {

constexpr long kLongestDelay = 600'000;
constexpr long kLongestShift = 3'153'600'000;  // a hundred years
constexpr long kMostBytes = 1'000'000'000;

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

bool takes(const FaultInfo& info, std::string_view parameter) {
  return is_one_of(protocol::split_words(info.parameters), parameter);
}

// "" if the parameter is in its range, or neither needed nor given.
std::string wrong_number(const FaultInfo& info, std::string_view parameter, long value, long least,
                         long most) {
  const std::string name(parameter);
  if (!takes(info, parameter)) return value == 0 ? "" : std::string(info.name) + " takes no " + name + ".";
  if (value >= least && value <= most) return "";
  return std::string(info.name) + " needs " + name + " from " + std::to_string(least) + " to " +
         std::to_string(most) + ".";
}

// "" if the parameter is there, or neither needed nor given.
std::string wrong_text(const FaultInfo& info, std::string_view parameter, const std::string& value) {
  if (takes(info, parameter) != value.empty()) return "";
  return std::string(info.name) + (value.empty() ? " needs " : " takes no ") + std::string(parameter) + ".";
}

std::string wrong_url(const FaultInfo& info, const std::string& url) {
  if (url.empty() || url.starts_with("http://") || url.starts_with("https://")) return "";
  return std::string(info.name) + " needs an http or https url.";
}

std::string wrong_variant(const FaultInfo& info, const std::string& variant) {
  const auto known = protocol::split_words(info.variants);
  if (variant.empty() || is_one_of(known, variant)) return "";
  if (known.empty()) return std::string(info.name) + " has no variants.";
  return std::string(info.name) + " has no variant " + variant + ". It has " +
         protocol::join_words(known, ", ") + ".";
}

// What the fault itself decides, and what it does where the order does not say.
void fill_in(const FaultInfo& info, FaultOrder& order) {
  if (info.status != 0) order.status = info.status;
  if (order.seconds == 0) order.seconds = info.seconds;
  if (order.bytes == 0) order.bytes = info.bytes;
  if (order.variant.empty() && !info.variants.empty())
    order.variant = protocol::split_words(info.variants).front();
}

}  // namespace

protocol::Result<FaultOrder, std::string> check_fault_order(FaultOrder order) {
  const auto* info = find_fault(order.name);
  if (info == nullptr) return protocol::fail(unknown_fault(order.name));
  for (auto wrong :
       {wrong_endpoint(*info, order.endpoint), wrong_number(*info, "status", order.status, 200, 599),
        wrong_number(*info, "milliseconds", order.milliseconds, 0, kLongestDelay),
        wrong_number(*info, "seconds", order.seconds, 0, kLongestShift),
        wrong_number(*info, "bytes", order.bytes, 0, kMostBytes), wrong_variant(*info, order.variant),
        wrong_text(*info, "person", order.person), wrong_text(*info, "url", order.url),
        wrong_url(*info, order.url), wrong_text(*info, "token", order.token)})
    if (!wrong.empty()) return protocol::fail(std::move(wrong));
  if (order.times && *order.times == 0)
    return protocol::fail(std::string("An order acts at least once: leave out times, or give 1 or more."));
  fill_in(*info, order);
  return order;
}

}  // namespace mockidp
