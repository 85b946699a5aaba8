#pragma once
// Forms of text that a document and its JSON Schema must judge alike.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace mockidp::document {

// `characters` is written as inside the brackets of a regular expression: "0-9A-Za-z_.\-".
bool consists_of(std::string_view text, std::string_view characters);

// ISO 8601 in days, hours, minutes and seconds, as Okta writes it: PT2H, P1DT30M, PT0S.
inline constexpr const char* kDurationPattern =
    "^P(?=.)([0-9]{1,6}D)?(T(?=.)([0-9]{1,6}H)?([0-9]{1,6}M)?([0-9]{1,6}S)?)?$";
std::optional<std::chrono::seconds> parse_duration(std::string_view text);
std::string to_duration_text(std::chrono::seconds duration);

}  // namespace mockidp::document
