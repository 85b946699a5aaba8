#include "mockidp/directory/document/values.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "mockidp/directory/document/text_forms.h"

namespace mockidp::document {
namespace {

constexpr const char* kIdCharacters = "0-9A-Za-z";
constexpr std::size_t kIdLength = 20;

std::string what_text_must_be(const TextRule& rule) {
  auto words = std::to_string(rule.min_length);
  if (rule.max_length == 0)
    words = "at least " + words;
  else if (rule.max_length != rule.min_length)
    words += " to " + std::to_string(rule.max_length);
  words += " characters";
  if (!rule.characters.empty()) words += " of " + rule.characters;
  return rule.prefix.empty() ? words : rule.prefix + " and " + words;
}

bool has_form(const TextRule& rule, std::string_view text) {
  if (!text.starts_with(rule.prefix)) return false;
  text.remove_prefix(rule.prefix.size());
  if (text.size() < rule.min_length || (rule.max_length != 0 && text.size() > rule.max_length)) return false;
  return rule.characters.empty() || consists_of(text, rule.characters);
}

std::string objection_to_text(const TextRule& rule, const std::string& text) {
  if (text.empty() && rule.min_length > 0) return "must not be empty";
  if (!has_form(rule, text)) return in_quotes(text) + " is not " + what_text_must_be(rule);
  return rule.objection ? rule.objection(text) : "";
}

std::string repetition(const TextRule& rule) {
  const auto least = std::to_string(rule.min_length);
  if (rule.max_length == 0) return least + ",";
  return rule.max_length == rule.min_length ? least : least + "," + std::to_string(rule.max_length);
}

void describe_text(const TextRule& rule, Json& schema) {
  schema["type"] = "string";
  if (!rule.format.empty()) schema["format"] = rule.format;
  if (!rule.characters.empty()) {
    schema["pattern"] = "^" + rule.prefix + "[" + rule.characters + "]{" + repetition(rule) + "}$";
    return;
  }
  if (rule.min_length != 0) schema["minLength"] = rule.min_length;
  if (rule.max_length != 0) schema["maxLength"] = rule.max_length;
}

// The string, or nullptr after saying that it is none.
const std::string* read_string(const Json& value, const Place& place) {
  if (value.is_string()) return &value.get_ref<const std::string&>();
  place.report("must be a string, not " + kind_of(value));
  return nullptr;
}

std::optional<std::int64_t> read_integer(const Json& value, const Place& place, std::int64_t least,
                                         std::int64_t most) {
  if (!value.is_number_integer()) {
    place.report("must be a whole number, not " + kind_of(value));
    return std::nullopt;
  }
  // An unsigned number beyond int64 would come out negative.
  const bool huge = value.is_number_unsigned() &&
                    value.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  const auto number = huge ? std::numeric_limits<std::int64_t>::max() : value.get<std::int64_t>();
  if (number >= least && number <= most) return number;
  place.report("must be between " + std::to_string(least) + " and " + std::to_string(most) + ", not " +
               protocol::to_text(value));
  return std::nullopt;
}

void describe_integer(Json& schema, std::int64_t least, std::int64_t most) {
  schema["type"] = "integer";
  schema["minimum"] = least;
  schema["maximum"] = most;
}

std::optional<std::string> read_from_environment(const Json& value, const Place& place) {
  const auto* name = protocol::json_string(value, "env");
  if (value.size() != 1 || !name || name->empty()) {
    place.report(R"(must be a string, or {"env": "NAME"} and nothing else)");
    return std::nullopt;
  }
  const char* found = place.environment() ? place.environment()(*name) : nullptr;
  if (found) return found;
  place.report("the environment variable " + in_quotes(*name) + " is not set");
  return std::nullopt;
}

void describe_environment(Json& schema) {
  schema["type"] = "object";
  schema["additionalProperties"] = false;
  schema["required"] = {"env"};
  schema["properties"]["env"] = {{"type", "string"},
                                 {"minLength", 1},
                                 {"description", "The environment variable that holds the value."}};
}

}  // namespace

Shape<std::string> text(TextRule rule) {
  Shape<std::string> shape;
  shape.read = [rule](const Json& value, std::string& out, const Place& place) {
    const auto* found = read_string(value, place);
    if (!found) return false;
    if (const auto objection = objection_to_text(rule, *found); !objection.empty())
      return place.refuse(objection);
    out = *found;
    return true;
  };
  shape.describe = [rule](Json& schema) { describe_text(rule, schema); };
  shape.write = [](const std::string& value, Json& out) { out = value; };
  return shape;
}

Shape<std::string> id_with(const std::string& prefix) {
  const auto rest = kIdLength - prefix.size();
  return text({.min_length = rest, .max_length = rest, .prefix = prefix, .characters = kIdCharacters});
}

Shape<bool> flag() {
  Shape<bool> shape;
  shape.read = [](const Json& value, bool& out, const Place& place) {
    if (!value.is_boolean()) return place.refuse("must be true or false, not " + kind_of(value));
    out = value.get<bool>();
    return true;
  };
  shape.describe = [](Json& schema) { schema["type"] = "boolean"; };
  shape.write = [](const bool& value, Json& out) { out = value; };
  return shape;
}

Shape<unsigned> whole_number(unsigned least, unsigned most) {
  Shape<unsigned> shape;
  shape.read = [least, most](const Json& value, unsigned& out, const Place& place) {
    const auto number = read_integer(value, place, least, most);
    if (number) out = static_cast<unsigned>(*number);
    return number.has_value();
  };
  shape.describe = [least, most](Json& schema) { describe_integer(schema, least, most); };
  shape.write = [](const unsigned& value, Json& out) { out = value; };
  return shape;
}

Shape<std::chrono::minutes> minutes(std::int64_t least, std::int64_t most) {
  Shape<std::chrono::minutes> shape;
  shape.read = [least, most](const Json& value, std::chrono::minutes& out, const Place& place) {
    const auto number = read_integer(value, place, least, most);
    if (number) out = std::chrono::minutes(*number);
    return number.has_value();
  };
  shape.describe = [least, most](Json& schema) { describe_integer(schema, least, most); };
  shape.write = [](const std::chrono::minutes& value, Json& out) { out = value.count(); };
  return shape;
}

Shape<std::chrono::seconds> duration() {
  Shape<std::chrono::seconds> shape;
  shape.read = [](const Json& value, std::chrono::seconds& out, const Place& place) {
    const auto* found = read_string(value, place);
    if (!found) return false;
    const auto parsed = parse_duration(*found);
    if (!parsed) return place.refuse(in_quotes(*found) + " is not a duration such as PT2H, PT30M or PT0S");
    out = *parsed;
    return true;
  };
  shape.describe = [](Json& schema) {
    schema["type"] = "string";
    schema["pattern"] = kDurationPattern;
  };
  shape.write = [](const std::chrono::seconds& value, Json& out) { out = to_duration_text(value); };
  return shape;
}

Shape<protocol::Secret> secret(std::size_t least_length, std::size_t most_length) {
  Shape<protocol::Secret> shape;
  shape.read = [=](const Json& value, protocol::Secret& out, const Place& place) {
    std::optional<std::string> found;
    if (value.is_object())
      found = read_from_environment(value, place);
    else if (const auto* written = read_string(value, place))
      found = *written;
    if (!found) return false;
    if (found->size() < least_length || found->size() > most_length)
      return place.refuse("must have " + std::to_string(least_length) + " to " + std::to_string(most_length) +
                          " characters, not " + std::to_string(found->size()));
    out = protocol::Secret(*std::move(found));
    return true;
  };
  shape.describe = [=](Json& schema) {
    auto written = Json{{"type", "string"}, {"minLength", least_length}, {"maxLength", most_length}};
    auto from_environment = Json::object();
    describe_environment(from_environment);
    schema["oneOf"] = Json::array({std::move(written), std::move(from_environment)});
  };
  return shape;
}

Shape<TextByName> text_by_name(std::string name_characters,
                               std::function<std::string(const std::string&)> objection) {
  Shape<TextByName> shape;
  shape.read = [=](const Json& value, TextByName& out, const Place& place) {
    if (!value.is_object()) return place.refuse("must be an object, not " + kind_of(value));
    for (const auto& [name, member] : value.items()) {
      const auto where = place / name;
      if (name.empty() || !consists_of(name, name_characters))
        where.report("a name here consists of " + name_characters);
      else if (const auto wrong = objection(name); !wrong.empty())
        where.report(wrong);
      else if (const auto* text = read_string(member, where))
        out[name] = *text;
    }
    return true;
  };
  shape.describe = [=](Json& schema) {
    schema["type"] = "object";
    schema["propertyNames"] = {{"pattern", "^[" + name_characters + "]+$"}};
    schema["additionalProperties"] = {{"type", "string"}};
  };
  return shape;
}

}  // namespace mockidp::document
