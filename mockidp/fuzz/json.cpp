#include "mockidp/protocol/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/fuzz/property.h"
#include "mockidp/fuzz/targets.h"

namespace mockidp::fuzz {
namespace {

unsigned depth_of(const protocol::Json& value) {
  if (!value.is_structured()) return 0;
  unsigned deepest = 0;
  for (const auto& member : value) deepest = std::max(deepest, depth_of(member));
  return deepest + 1;
}

}  // namespace

void json(std::string_view bytes) {
  constexpr protocol::JsonLimits kLimits{4096, 12};
  const auto read = protocol::parse_json(bytes, kLimits);
  if (!read) {
    hold(read.error().offset <= bytes.size(), "an error is noticed within the text");
    hold(!read.error().message.empty(), "an error says what is wrong");
    return;
  }
  hold(bytes.size() <= kLimits.max_bytes && depth_of(*read) <= kLimits.max_depth,
       "a text is within its limits");
  const auto again = protocol::parse_json(protocol::to_text(*read));
  hold(again && *again == *read, "what was written reads as what was read");
  auto merged = *read;
  protocol::json_merge_patch(merged, *read);
  (void)protocol::json_string(*read, "a");
  (void)protocol::json_integer(*read, "a");
}

}  // namespace mockidp::fuzz
