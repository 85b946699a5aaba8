#pragma once
// application/x-www-form-urlencoded, in query strings and bodies. Keeps order and duplicates: OAuth refuses
// repeated parameters, so a reader must be able to see them.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockidp/protocol/result.h"

namespace protocol {

struct FormLimits {
  std::size_t max_bytes = 1 << 20;
  std::size_t max_parameters = 1000;
};

struct FormError {
  std::string message{};
};

class Params {
 public:
  using Entry = std::pair<std::string, std::string>;
  Params() = default;
  Params(std::initializer_list<Entry> entries) : entries_(entries) {}

  void add(std::string name, std::string value) { entries_.emplace_back(std::move(name), std::move(value)); }
  const std::string* find(std::string_view name) const;  // the first, or nullptr
  std::string_view get(std::string_view name) const;     // the first, or ""
  bool has(std::string_view name) const { return find(name) != nullptr; }
  std::vector<std::string> repeated() const;  // names that occur more than once, each once
  const std::vector<Entry>& entries() const { return entries_; }
  bool empty() const { return entries_.empty(); }

 private:
  std::vector<Entry> entries_;
};

// WHATWG decoding, made strict: a bad percent escape, invalid UTF-8 or a NUL is an error.
Result<Params, FormError> parse_form(std::string_view text, FormLimits limits = {});

// Form style as Okta writes redirects: blanks as +, and only [A-Za-z0-9.*_-] literally.
std::string encode_form(const Params& params);
std::string encode_form_component(std::string_view text);

// `uri` with the parameters appended to its query ("?" or "&"), before any fragment.
std::string append_query(std::string_view uri, const Params& params);

}  // namespace protocol
