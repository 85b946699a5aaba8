#include "mockidp/commands/limits.h"

#include <algorithm>
#include <charconv>

#include "mockidp/protocol/nearest.h"

namespace mockidp {
namespace {

using http::FrontLimits;

constexpr std::uint64_t kMegabyte = 1 << 20;
constexpr std::uint64_t kHour = 3600 * 1000;  // milliseconds

template <auto member>
std::uint64_t get_count(const FrontLimits& limits) {
  return limits.*member;
}
template <auto member>
void set_count(FrontLimits& limits, std::uint64_t value) {
  using Count = std::remove_reference_t<decltype(limits.*member)>;
  limits.*member = static_cast<Count>(value);
}
template <auto member>
std::uint64_t get_time(const FrontLimits& limits) {
  return static_cast<std::uint64_t>((limits.*member).count());
}
template <auto member>
void set_time(FrontLimits& limits, std::uint64_t value) {
  limits.*member = std::chrono::milliseconds(value);
}

template <auto member>
LimitInfo count(std::string_view name, std::string_view unit, std::string_view what, std::uint64_t least,
                std::uint64_t most) {
  return {name, unit, what, least, most, get_count<member>, set_count<member>};
}
template <auto member>
LimitInfo time(std::string_view name, std::string_view what) {
  return {name, "milliseconds", what, 10, kHour, get_time<member>, set_time<member>};
}

}  // namespace

const std::vector<LimitInfo>& all_limits() {
  static const std::vector<LimitInfo> limits{
      count<&FrontLimits::max_head_bytes>("max-head-bytes", "bytes", "request line and headers; beyond: 431",
                                          1024, kMegabyte),
      count<&FrontLimits::max_headers>("max-headers", "", "headers of a request; beyond: 431", 10, 10000),
      count<&FrontLimits::max_target_bytes>("max-target-bytes", "bytes", "path and query; beyond: 414", 256,
                                            kMegabyte),
      count<&FrontLimits::max_body_bytes>("max-body-bytes", "bytes",
                                          "body of a request; beyond: 413, before the rest is read", 1024,
                                          64 * kMegabyte),
      count<&FrontLimits::max_connections>("max-connections", "", "open connections; beyond: closed at once",
                                           1, 1000000),
      time<&FrontLimits::head_deadline>("head-deadline",
                                        "from a request's first byte to its blank line; beyond: 408"),
      time<&FrontLimits::body_deadline>("body-deadline",
                                        "from the blank line to the body's end; beyond: 408"),
      time<&FrontLimits::write_deadline>("write-deadline",
                                         "a peer that takes nothing of its answer; beyond: closed"),
      time<&FrontLimits::idle_timeout>("idle-timeout", "a connection without a request; beyond: closed"),
      count<&FrontLimits::workers>("workers", "", "threads that answer; 0: one a core, at least two", 0,
                                   1024),
  };
  return limits;
}

std::string set_limit(FrontLimits& limits, std::string_view assignment) {
  const auto equals = assignment.find('=');
  const std::string_view name = assignment.substr(0, equals);
  const auto known = std::find_if(all_limits().begin(), all_limits().end(),
                                  [&](const LimitInfo& limit) { return limit.name == name; });
  if (known == all_limits().end()) {
    std::vector<std::string> names;
    for (const LimitInfo& limit : all_limits()) names.emplace_back(limit.name);
    const std::string meant = protocol::likely_meant(names, name);
    return "there is no limit \"" + std::string(name) + "\"" +
           (meant.empty() ? std::string() : "; did you mean \"" + meant + "\"?");
  }
  const std::string_view text = equals == assignment.npos ? "" : assignment.substr(equals + 1);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_number = !text.empty() && error == std::errc() && end == text.data() + text.size();
  if (!is_number || value < known->least || value > known->most)
    return std::string(name) + " is a number from " + std::to_string(known->least) + " to " +
           std::to_string(known->most);
  known->set(limits, value);
  return {};
}

}  // namespace mockidp
