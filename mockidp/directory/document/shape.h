#pragma once
// What a value in an org document looks like. One description serves the reader and the JSON Schema, so that
// the two cannot drift apart.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "mockidp/directory/document/one_or_many.h"
#include "mockidp/directory/document/place.h"
#include "mockidp/protocol/json.h"

namespace mockidp::document {

using protocol::Json;

std::string kind_of(const Json& value);  // "a string", "an object", "null": for messages

template <class V>
struct Shape {
  // Reads what fits and reports everything that does not; false if `out` is of no use.
  std::function<bool(const Json& value, V& out, const Place& place)> read;
  // Adds the keywords of JSON Schema draft 7 that say the same.
  std::function<void(Json& schema)> describe;
  // How a value looks in a document, for the schema's defaults; null for objects and secrets.
  std::function<void(const V& value, Json& out)> write;
};

// ---- Objects
// -------------------------------------------------------------------------------------------------------

struct MemberName {
  std::string key;
  bool required = false;
};
using MemberNames = std::vector<MemberName>;
// Calls `read` for each known member, reports unknown and missing ones. False if it is no object.
bool read_members(const Json& value, const Place& place, const MemberNames& names,
                  const std::function<void(std::size_t member, const Json& value, const Place& place)>& read);
void describe_members(Json& schema, const MemberNames& names,
                      const std::function<void(std::size_t member, Json& schema)>& describe);
void describe_meaning(Json& schema, const std::string& meaning);
void describe_default(Json& schema, const std::function<void(Json& out)>& write);

// An object that is read into a T, member by member:
//   ObjectShape<GroupEntry>().required("name", &GroupEntry::name, text(), "What the group is called.")
template <class T>
class ObjectShape {
 public:
  template <class V>
  ObjectShape& required(std::string key, V T::*member, Shape<V> shape, std::string meaning) {
    return add({std::move(key), true}, member, std::move(shape), std::move(meaning), nullptr);
  }
  // Absent, it keeps the value that T starts with, and the schema shows that.
  template <class V>
  ObjectShape& with_default(std::string key, V T::*member, Shape<V> shape, std::string meaning) {
    auto show = [member, write = shape.write](Json& out) { write(T{}.*member, out); };
    return add({std::move(key), false}, member, std::move(shape), std::move(meaning), std::move(show));
  }
  // Absent, it keeps the value that T starts with; `meaning` says what that is.
  template <class V>
  ObjectShape& section(std::string key, V T::*member, Shape<V> shape, std::string meaning) {
    return add({std::move(key), false}, member, std::move(shape), std::move(meaning), nullptr);
  }
  // Absent, it stays nullopt; `meaning` says what follows from that.
  template <class V>
  ObjectShape& optional(std::string key, std::optional<V> T::*member, Shape<V> shape, std::string meaning) {
    Shape<std::optional<V>> maybe;
    maybe.describe = shape.describe;
    maybe.read = [read = shape.read](const Json& value, std::optional<V>& out, const Place& place) {
      if (read(value, out.emplace(), place)) return true;
      out.reset();
      return false;
    };
    return add({std::move(key), false}, member, std::move(maybe), std::move(meaning), nullptr);
  }

  // The keys of what T is built upon.
  template <class Base>
  ObjectShape& with_keys_of(const ObjectShape<Base>& base) {
    static_assert(std::is_base_of_v<Base, T>);
    names_.insert(names_.end(), base.names_.begin(), base.names_.end());
    for (const auto& member : base.members_) members_.push_back({member.read, member.describe});
    return *this;
  }

  operator Shape<T>() const {
    const auto members = std::make_shared<const std::vector<Member>>(members_);
    const auto names = std::make_shared<const MemberNames>(names_);
    Shape<T> shape;
    shape.read = [members, names](const Json& value, T& out, const Place& place) {
      return read_members(value, place, *names, [&](std::size_t i, const Json& member, const Place& where) {
        (*members)[i].read(member, out, where);
      });
    };
    shape.describe = [members, names](Json& schema) {
      describe_members(schema, *names, [&](std::size_t i, Json& member) { (*members)[i].describe(member); });
    };
    return shape;
  }

 private:
  template <class>
  friend class ObjectShape;
  struct Member {
    std::function<void(const Json&, T&, const Place&)> read;
    std::function<void(Json&)> describe;
  };

  template <class V>
  ObjectShape& add(MemberName name, V T::*member, Shape<V> shape, std::string meaning,
                   std::function<void(Json&)> show_default) {
    names_.push_back(std::move(name));
    members_.push_back({
        [member, read = shape.read](const Json& value, T& out, const Place& place) {
          V written{};  // replaces the default as a whole, or not at all
          if (read(value, written, place)) out.*member = std::move(written);
        },
        [describe = shape.describe, meaning = std::move(meaning),
         show_default = std::move(show_default)](Json& schema) {
          describe_meaning(schema, meaning);
          describe(schema);
          if (show_default) describe_default(schema, show_default);
        },
    });
    return *this;
  }

  MemberNames names_;
  std::vector<Member> members_;
};

// ---- Lists
// ---------------------------------------------------------------------------------------------------------

struct ListRule {
  std::size_t min_items = 0;
  std::size_t max_items = 0;  // 0: any number
  bool unique = false;
};
bool read_items(const Json& value, const Place& place, const ListRule& rule,
                const std::function<void(std::size_t index, const Json& item, const Place& place)>& read);
void describe_items(Json& schema, const ListRule& rule, const std::function<void(Json& schema)>& describe);
void write_items(Json& out, std::size_t count,
                 const std::function<void(std::size_t index, Json& item)>& write);

template <class V>
Shape<std::vector<V>> list_of(Shape<V> item, ListRule rule = {}) {
  Shape<std::vector<V>> shape;
  shape.read = [read = item.read, rule](const Json& value, std::vector<V>& out, const Place& place) {
    return read_items(value, place, rule, [&](std::size_t, const Json& element, const Place& where) {
      // What does not fit stays behind as it starts, so that places keep matching indexes; but a word that is
      // none must not pass for the first of its kind.
      if (!read(element, out.emplace_back(), where) && std::is_enum_v<V>) out.pop_back();
    });
  };
  shape.describe = [describe = item.describe, rule](Json& schema) { describe_items(schema, rule, describe); };
  shape.write = [write = item.write](const std::vector<V>& values, Json& out) {
    write_items(out, values.size(), [&](std::size_t i, Json& element) { write(values[i], element); });
  };
  return shape;
}

// ---- What may stand alone or in a list
// ---------------------------------------------------------------------------------

bool is_list(const Json& value);
void describe_one_or_many(Json& schema, const std::function<void(Json& schema)>& describe_one,
                          const std::function<void(Json& schema)>& describe_many);

template <class V>
Shape<OneOrMany<V>> one_or_many(Shape<V> item) {
  const auto list = list_of(item, {.min_items = 1});
  Shape<OneOrMany<V>> shape;
  shape.read = [one = item.read, many = list.read](const Json& value, OneOrMany<V>& out, const Place& place) {
    out.is_list = is_list(value);
    return out.is_list ? many(value, out.items, place) : one(value, out.items.emplace_back(), place);
  };
  shape.describe = [one = item.describe, many = list.describe](Json& schema) {
    describe_one_or_many(schema, one, many);
  };
  return shape;
}

// ---- Words with a meaning
// ------------------------------------------------------------------------------------------

std::optional<std::size_t> read_word(const Json& value, const Place& place,
                                     const std::vector<std::string>& words);
void describe_words(Json& schema, const std::vector<std::string>& words);
void write_word(const std::string& word, Json& out);

template <class E>
Shape<E> choice(std::vector<std::pair<std::string, E>> options) {
  std::vector<std::string> words;
  std::vector<E> values;
  for (auto& [word, value] : options) {
    words.push_back(word);
    values.push_back(value);
  }
  Shape<E> shape;
  shape.read = [words, values](const Json& value, E& out, const Place& place) {
    const auto chosen = read_word(value, place, words);
    if (chosen) out = values[*chosen];
    return chosen.has_value();
  };
  shape.describe = [words](Json& schema) { describe_words(schema, words); };
  shape.write = [words, values](const E& value, Json& out) {
    for (std::size_t i = 0; i < values.size(); ++i)
      if (values[i] == value) return write_word(words[i], out);
  };
  return shape;
}

}  // namespace mockidp::document
