#pragma once
// Shapes of single values: text, numbers, switches, times, secrets.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "mockidp/directory/document/shape.h"
#include "mockidp/protocol/bytes.h"

namespace mockidp::document {

struct TextRule {
  std::size_t min_length = 1;  // in bytes, the prefix not counted
  std::size_t max_length = 0;  // 0: any
  std::string prefix = {};
  std::string characters = {};  // as inside the brackets of a regular expression: "0-9A-Za-z_"; empty: any
  std::string format = {};      // of JSON Schema, for editors
  // What else is wrong with it, in words; "" if nothing.
  std::function<std::string(const std::string&)> objection = {};
};
Shape<std::string> text(TextRule rule = {});
// Okta's shape of an id: prefix and letters or digits, 20 in all.
Shape<std::string> id_with(const std::string& prefix);

Shape<bool> flag();
Shape<unsigned> whole_number(unsigned least, unsigned most);
Shape<std::chrono::minutes> minutes(std::int64_t least, std::int64_t most);
// ISO 8601 as Okta writes it: PT2H, PT30M, PT0S, P1D.
Shape<std::chrono::seconds> duration();

// A string, or {"env": "NAME"} for one that stands in the environment. Never repeated in a message.
Shape<protocol::Secret> secret(std::size_t least_length, std::size_t most_length);

using TextByName = std::map<std::string, std::string, std::less<>>;
// An object with any names: `objection` says what is wrong with one.
Shape<TextByName> text_by_name(std::string name_characters,
                               std::function<std::string(const std::string&)> objection);

}  // namespace mockidp::document
