#include "mockidp/protocol/json.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <vector>

#include "mockidp/protocol/bytes.h"

namespace protocol {
namespace {

// Tells how much of the text was read, which nlohmann's events do not.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  explicit CountingIterator(const char* at, std::size_t* count = nullptr) : at_(at), count_(count) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*count_;
    return *this;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  std::size_t* count_;
};

std::string escape_pointer_token(std::string_view token) {
  std::string out;
  for (const char c : token) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

// Builds the document from nlohmann's events and stops at the first thing that must not be there.
class StrictReader {
 public:
  StrictReader(const std::size_t& consumed, JsonLimits limits) : consumed_(consumed), limits_(limits) {}

  bool null() { return put(nullptr); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(Json::number_integer_t value) { return put(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return put(value); }
  bool number_float(Json::number_float_t value, const std::string&) { return put(value); }
  bool string(std::string& value) { return put(std::move(value)); }
  bool binary(Json::binary_t&) { return refuse("binary values are no JSON"); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool start_object(std::size_t) { return open(Json::object()); }
  bool end_array() { return close(); }
  bool end_object() { return close(); }

  bool key(std::string& name) {
    Level& level = levels_.back();
    const bool fresh = level.names.insert(name).second;
    level.member = std::move(name);
    return fresh || refuse("a member occurs twice");
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& thrown) {
    constexpr int kNumberOverflow = 406;
    error_.offset = position == 0 ? 0 : position - 1;
    error_.pointer = pointer();
    error_.message = thrown.id == kNumberOverflow ? "a number is too large" : "not valid JSON";
    return false;
  }

  Json take_document() { return std::move(document_); }
  const JsonError& error() const { return error_; }

 private:
  struct Level {
    Json* container = nullptr;
    std::set<std::string> names;  // a tree: a peer chooses the names, so hashing them would be attackable
    std::optional<std::string> member;  // whose value is being read
  };

  bool put(Json value) {
    place(std::move(value));
    finish_member();
    return true;
  }

  void finish_member() {
    if (!levels_.empty()) levels_.back().member.reset();
  }

  // Pointers to open containers stay valid: nothing is added beside a container while it is open.
  Json* place(Json value) {
    if (levels_.empty()) {
      document_ = std::move(value);
      return &document_;
    }
    Level& level = levels_.back();
    if (auto* items = level.container->get_ptr<Json::array_t*>())
      return &items->emplace_back(std::move(value));
    // Straight into the vector below: ordered_map would look for the name, member by member, once more.
    auto& members = *level.container->get_ptr<Json::object_t*>();
    return &static_cast<Json::object_t::Container&>(members)
                .emplace_back(*level.member, std::move(value))
                .second;
  }

  bool open(Json container) {
    if (levels_.size() == limits_.max_depth) return refuse("nested too deeply");
    Level level;
    level.container = place(std::move(container));
    levels_.push_back(std::move(level));
    return true;
  }

  bool close() {
    levels_.pop_back();
    finish_member();
    return true;
  }

  bool refuse(std::string message) {
    error_ = {.message = std::move(message), .offset = consumed_, .pointer = pointer()};
    return false;
  }

  std::string pointer() const {
    std::string text;
    for (const Level& level : levels_) {
      if (const auto* items = level.container->get_ptr<const Json::array_t*>()) {
        // The innermost array has not got the item that is at fault; every other one holds the next
        // container.
        const bool innermost = &level == &levels_.back();
        text += '/' + std::to_string(innermost ? items->size() : items->size() - 1);
      } else if (level.member) {
        text += '/' + escape_pointer_token(*level.member);
      }
    }
    return text;
  }

  const std::size_t& consumed_;
  const JsonLimits limits_;
  Json document_;
  std::vector<Level> levels_;
  JsonError error_;
};

// nlohmann takes a NUL byte for the end of the text and forgives a byte order mark: neither is JSON.
std::optional<JsonError> refuse_bytes(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes)
    return JsonError{.message = "the document is too large", .offset = limits.max_bytes};
  if (!is_utf8(text)) return JsonError{.message = "the document is not valid UTF-8"};
  if (text.starts_with("\xef\xbb\xbf"))
    return JsonError{.message = "the document starts with a byte order mark"};
  const std::size_t nul = text.find('\0');
  if (nul != std::string_view::npos)
    return JsonError{.message = "the document contains a NUL byte", .offset = nul};
  return std::nullopt;
}

}  // namespace

Result<Json, JsonError> parse_json(std::string_view text, JsonLimits limits) {
  if (auto refused = refuse_bytes(text, limits)) return fail(*std::move(refused));
  std::size_t consumed = 0;
  StrictReader reader(consumed, limits);
  const CountingIterator first(text.data(), &consumed);
  const CountingIterator last(text.data() + text.size());
  if (!Json::sax_parse(first, last, &reader)) return fail(reader.error());
  return reader.take_document();
}

const Json* json_member(const Json& object, std::string_view key) {
  const auto* members = object.get_ptr<const Json::object_t*>();
  if (members == nullptr) return nullptr;
  const auto member =
      std::find_if(members->begin(), members->end(), [&](const auto& m) { return m.first == key; });
  return member == members->end() ? nullptr : &member->second;
}

const std::string* json_string(const Json& object, std::string_view key) {
  const Json* value = json_member(object, key);
  return value == nullptr ? nullptr : value->get_ptr<const std::string*>();
}

std::optional<std::int64_t> json_integer(const Json& object, std::string_view key) {
  const Json* value = json_member(object, key);
  if (value == nullptr || !value->is_number_integer()) return std::nullopt;
  if (value->is_number_unsigned() && *value->get_ptr<const Json::number_unsigned_t*>() > INT64_MAX)
    return std::nullopt;
  return value->get<std::int64_t>();
}

std::optional<std::int64_t> json_numeric_date(const Json& object, std::string_view key) {
  const Json* value = json_member(object, key);
  if (value == nullptr || !value->is_number_float()) return json_integer(object, key);
  const double seconds = std::floor(value->get<double>());
  if (!(std::abs(seconds) < 0x1p63)) return std::nullopt;
  return static_cast<std::int64_t>(seconds);
}

std::string to_text(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string to_pretty_text(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace);
}

void json_merge_patch(Json& target, const Json& patch) { target.merge_patch(patch); }

}  // namespace protocol
