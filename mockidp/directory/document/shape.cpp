#include "mockidp/directory/document/shape.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/protocol/oauth.h"

namespace mockidp::document {
namespace {

void report_repeats(const Json& list, const Place& place) {
  for (std::size_t i = 1; i < list.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (list[i] == list[j]) {
        (place / i).report("is listed twice");
        break;
      }
}

}  // namespace

std::string kind_of(const Json& value) {
  if (value.is_null()) return "null";
  if (value.is_boolean()) return "true or false";
  if (value.is_number_integer()) return "a whole number";
  if (value.is_number()) return "a number";
  if (value.is_string()) return "a string";
  return value.is_array() ? "a list" : "an object";
}

void Members::add(Name name, std::ptrdiff_t offset, std::unique_ptr<const AnyShape> shape,
                  std::string meaning, const void* starts_as) {
  members_.push_back({std::move(name), offset, std::move(shape), std::move(meaning), starts_as});
}

void Members::add_all(const Members& of_base, std::ptrdiff_t offset) {
  for (auto member : of_base.members_) {
    member.offset += offset;
    members_.push_back(std::move(member));
  }
}

bool Members::read(const Json& value, void* object, const Place& place) const {
  if (!value.is_object()) return place.refuse("must be an object, not " + kind_of(value));
  for (auto item = value.begin(); item != value.end(); ++item) {
    const auto known = std::find_if(members_.begin(), members_.end(),
                                    [&](const Member& member) { return member.name.key == item.key(); });
    if (known == members_.end())
      report_unknown_key(place, item.key());
    else
      known->shape->read(*item, static_cast<char*>(object) + known->offset, place / item.key());
  }
  for (const auto& member : members_)
    if (member.name.required && !value.contains(member.name.key))
      place.report(in_quotes(member.name.key) + " is missing");
  return true;
}

void Members::report_unknown_key(const Place& place, const std::string& key) const {
  std::vector<std::string> keys;
  for (const auto& member : members_) keys.push_back(member.name.key);
  auto hint = did_you_mean(keys, key);
  if (hint.empty()) hint = "; known here: " + protocol::join_words(keys, ", ");
  (place / key).report("unknown key " + in_quotes(key) + hint);
}

void Members::describe(Json& schema) const {
  schema["type"] = "object";
  schema["additionalProperties"] = false;
  auto required = Json::array();
  auto properties = Json::object();
  for (const auto& [name, offset, shape, meaning, starts_as] : members_) {
    if (name.required) required.push_back(name.key);
    auto& member = properties[name.key];
    member["description"] = meaning;
    shape->describe(member);
    if (starts_as) shape->write(starts_as, member["default"]);
  }
  if (!required.empty()) schema["required"] = std::move(required);
  schema["properties"] = std::move(properties);
}

bool read_items(const Json& value, const Place& place, const ListRule& rule,
                const std::function<void(std::size_t, const Json&, const Place&)>& read) {
  if (!value.is_array()) return place.refuse("must be a list, not " + kind_of(value));
  if (value.size() < rule.min_items) place.report("needs at least " + std::to_string(rule.min_items));
  if (rule.max_items != 0 && value.size() > rule.max_items)
    place.report("has " + std::to_string(value.size()) + ", and at most " + std::to_string(rule.max_items) +
                 " are allowed");
  if (rule.unique) report_repeats(value, place);
  for (std::size_t i = 0; i < value.size(); ++i) read(i, value[i], place / i);
  return true;
}

void describe_items(Json& schema, const ListRule& rule, const std::function<void(Json&)>& describe) {
  schema["type"] = "array";
  if (rule.min_items != 0) schema["minItems"] = rule.min_items;
  if (rule.max_items != 0) schema["maxItems"] = rule.max_items;
  if (rule.unique) schema["uniqueItems"] = true;
  auto item = Json::object();
  describe(item);
  schema["items"] = std::move(item);
}

void write_items(Json& out, std::size_t count, const std::function<void(std::size_t, Json&)>& write) {
  out = Json::array();
  for (std::size_t i = 0; i < count; ++i) write(i, out.emplace_back(nullptr));
}

bool is_list(const Json& value) { return value.is_array(); }

void describe_one_or_many(Json& schema, const std::function<void(Json& schema)>& describe_one,
                          const std::function<void(Json& schema)>& describe_many) {
  auto one = Json::object();
  describe_one(one);
  auto many = Json::object();
  describe_many(many);
  schema["oneOf"] = Json::array({std::move(one), std::move(many)});
}

std::optional<std::size_t> read_word(const Json& value, const Place& place,
                                     const std::vector<std::string>& words) {
  if (!value.is_string()) {
    place.report("must be a string, not " + kind_of(value));
    return std::nullopt;
  }
  const auto& text = value.get_ref<const std::string&>();
  const auto found = std::find(words.begin(), words.end(), text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  place.report(in_quotes(text) + " is not one of " + protocol::join_words(words, ", ") +
               did_you_mean(words, text));
  return std::nullopt;
}

void describe_words(Json& schema, const std::vector<std::string>& words) {
  schema["type"] = "string";
  schema["enum"] = words;
}

void write_word(const std::string& word, Json& out) { out = word; }

}  // namespace mockidp::document
