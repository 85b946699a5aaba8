#pragma once
// What a value in an org document looks like. One description serves the reader and the JSON Schema, so that
// the two cannot drift apart.

#include <cstddef>
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

// What an object needs of the shape of a member, whatever its type: one class a type, not three functions for
// each member, of which there are some two hundred.
class AnyShape {
 public:
  virtual ~AnyShape() = default;
  // Replaces the value at `out` as a whole, or leaves it as it was.
  virtual void read(const Json& value, void* out, const Place& place) const = 0;
  virtual void describe(Json& schema) const = 0;
  virtual void write(const void* value, Json& out) const = 0;
};

// Held: V, or std::optional<V>, which has no value to show.
template <class V, class Held>
struct ShapeOf : AnyShape {
  explicit ShapeOf(const Shape<V>& of) : shape(of) {}
  void read(const Json& value, void* out, const Place& place) const override {
    V written{};
    if (shape.read(value, written, place)) *static_cast<Held*>(out) = std::move(written);
  }
  void describe(Json& schema) const override { shape.describe(schema); }
  void write([[maybe_unused]] const void* value, [[maybe_unused]] Json& out) const override {
    if constexpr (std::is_same_v<V, Held>) shape.write(*static_cast<const V*>(value), out);
  }
  Shape<V> shape;
};

// The members of one type of object, by where they lie in it.
class Members {
 public:
  struct Name {
    std::string key;
    bool required = false;
  };
  // `starts_as`: the value an absent member keeps, for the schema, which must outlive this; null shows none.
  void add(Name name, std::ptrdiff_t offset, std::unique_ptr<const AnyShape> shape, std::string meaning,
           const void* starts_as);
  // Those of a base, which begins at `offset` in the object.
  void add_all(const Members& of_base, std::ptrdiff_t offset);

  // Reads each known member into `object`, reports unknown and missing ones. False if it is no object.
  bool read(const Json& value, void* object, const Place& place) const;
  void describe(Json& schema) const;

 private:
  void report_unknown_key(const Place& place, const std::string& key) const;

  struct Member {
    Name name;
    std::ptrdiff_t offset;
    std::shared_ptr<const AnyShape> shape;
    std::string meaning;
    const void* starts_as;
  };
  std::vector<Member> members_;
};

// An object that is read into a T, member by member:
//   ObjectShape<GroupEntry>().required("name", &GroupEntry::name, text(), "What the group is called.")
template <class T>
class ObjectShape {
 public:
  template <class V>
  ObjectShape& required(std::string key, V T::*member, const Shape<V>& shape, std::string meaning) {
    return add({std::move(key), true}, member, shape, std::move(meaning), nullptr);
  }
  // Absent, it keeps the value that T starts with, and the schema shows that.
  template <class V>
  ObjectShape& with_default(std::string key, V T::*member, const Shape<V>& shape, std::string meaning) {
    return add({std::move(key), false}, member, shape, std::move(meaning), &(start().*member));
  }
  // Absent, it keeps the value that T starts with; `meaning` says what that is.
  template <class V>
  ObjectShape& section(std::string key, V T::*member, const Shape<V>& shape, std::string meaning) {
    return add({std::move(key), false}, member, shape, std::move(meaning), nullptr);
  }
  // Absent, it stays nullopt; `meaning` says what follows from that.
  template <class V>
  ObjectShape& optional(std::string key, std::optional<V> T::*member, const Shape<V>& shape,
                        std::string meaning) {
    return add({std::move(key), false}, member, shape, std::move(meaning), nullptr);
  }

  // The keys of what T is built upon.
  template <class Base>
  ObjectShape& with_keys_of(const ObjectShape<Base>& base) {
    const T& whole = start();
    members_.add_all(base.members_, distance(&whole, static_cast<const Base*>(&whole)));
    return *this;
  }

  operator Shape<T>() const {
    const auto members = std::make_shared<const Members>(members_);
    Shape<T> shape;
    shape.read = [members](const Json& value, T& out, const Place& place) {
      return members->read(value, &out, place);
    };
    shape.describe = [members](Json& schema) { members->describe(schema); };
    return shape;
  }

 private:
  template <class>
  friend class ObjectShape;

  // A T as it starts: what its members' defaults and places are read off.
  static const T& start() {
    static const T value{};
    return value;
  }
  static std::ptrdiff_t distance(const void* from, const void* to) {
    return static_cast<const char*>(to) - static_cast<const char*>(from);
  }
  template <class V, class Held>
  ObjectShape& add(Members::Name name, Held T::*member, const Shape<V>& shape, std::string meaning,
                   const void* starts_as) {
    members_.add(std::move(name), distance(&start(), &(start().*member)),
                 std::unique_ptr<const AnyShape>(new ShapeOf<V, Held>(shape)), std::move(meaning), starts_as);
    return *this;
  }

  Members members_;
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
