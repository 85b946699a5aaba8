#include <cstdio>
#include <nlohmann/json.hpp>

#include "mockidp/control/routes.h"

namespace mockidp {

using protocol::Json;

namespace {

// A hundred years either way: far enough for every experiment, and no arithmetic overflows.
constexpr std::int64_t kMaxOffsetSeconds = 100LL * 366 * 24 * 3600;

Json describe_clock(const Org& org) {
  const auto now = org.clock.now();
  return Json{{"now", protocol::to_iso8601(now)},
              {"unix", protocol::to_unix(now)},
              {"offset_seconds", org.clock.offset().count()}};
}

// "2026-01-31T12:00:00Z", with or without milliseconds.
std::optional<protocol::TimePoint> parse_time(const std::string& text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, read = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%n", &year, &month, &day, &hour, &minute, &second,
                  &read) != 6)
    return std::nullopt;
  const std::string rest = text.substr(static_cast<std::size_t>(read));
  if (rest != "Z" && rest != ".000Z") return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

http::Response move_clock(ControlRequest& request) {
  if (request.body.size() != 1)
    return control_error(400, "one_of", "Send exactly one of \"advance_seconds\", \"set\" and \"reset\".");
  auto& clock = request.org->clock;
  http::Response refusal;
  std::int64_t offset = clock.offset().count();
  if (request.body.contains("advance_seconds")) {
    std::int64_t by = 0;
    if (!read_member(request.body, "advance_seconds", by, refusal)) return refusal;
    if (by > kMaxOffsetSeconds || by < -kMaxOffsetSeconds)
      return control_error(400, "too_far", "The clock moves at most a hundred years.");
    offset += by;
  } else if (request.body.contains("set")) {
    std::string text;
    if (!read_member(request.body, "set", text, refusal)) return refusal;
    const auto time = parse_time(text);
    if (!time) return control_error(400, "bad_time", "\"set\" is a time such as 2026-01-31T12:00:00Z.");
    offset += (*time - clock.now()).count();
  } else {
    offset = 0;
  }
  if (offset > kMaxOffsetSeconds || offset < -kMaxOffsetSeconds)
    return control_error(400, "too_far", "The clock moves at most a hundred years.");
  clock.set_offset(protocol::Seconds(offset));
  return control_json(200, describe_clock(*request.org));
}

}  // namespace

void add_clock_control(ControlRoutes& routes) {
  routes.add("GET", "/orgs/{org}/clock", {},
             [](ControlRequest& request) { return control_json(200, describe_clock(*request.org)); });
  routes.add("POST", "/orgs/{org}/clock", {"advance_seconds", "set", "reset"}, move_clock);
}

}  // namespace mockidp
