#include "mockidp/protocol/form.h"

#include <algorithm>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/uri.h"

namespace protocol {
namespace {

bool is_form_literal(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '*' ||
         c == '_' || c == '-';
}

void append_form_component(std::string& out, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (const char c : text) {
    if (is_form_literal(c)) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      out += '%';
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[static_cast<unsigned char>(c) & 15];
    }
  }
}

void append_form(std::string& out, const Params& params) {
  bool first = true;
  for (const auto& [name, value] : params.entries()) {
    if (!first) out += '&';
    first = false;
    append_form_component(out, name);
    out += '=';
    append_form_component(out, value);
  }
}

Result<std::string, FormError> decode_form_component(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  auto decoded = percent_decode(spaced);
  if (!decoded) return fail(FormError{"a percent sign is not followed by two hexadecimal digits"});
  if (decoded->find('\0') != std::string::npos) return fail(FormError{"a parameter contains a NUL byte"});
  if (!is_utf8(*decoded)) return fail(FormError{"a parameter is not valid UTF-8"});
  return *std::move(decoded);
}

}  // namespace

const std::string* Params::find(std::string_view name) const {
  const auto entry =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.first == name; });
  return entry == entries_.end() ? nullptr : &entry->second;
}

std::string_view Params::get(std::string_view name) const {
  const std::string* value = find(name);
  return value == nullptr ? std::string_view() : std::string_view(*value);
}

std::vector<std::string> Params::repeated() const {
  std::vector<std::string_view> names;
  names.reserve(entries_.size());
  for (const Entry& entry : entries_) names.push_back(entry.first);
  std::sort(names.begin(), names.end());
  std::vector<std::string> repeated;
  for (std::size_t i = 1; i < names.size(); ++i)
    if (names[i] == names[i - 1] && (repeated.empty() || repeated.back() != names[i]))
      repeated.emplace_back(names[i]);
  return repeated;
}

Result<Params, FormError> parse_form(std::string_view text, FormLimits limits) {
  if (text.size() > limits.max_bytes) return fail(FormError{"the form is too large"});
  Params params;
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(piece.size() + 1, text.size()));
    if (piece.empty()) continue;
    if (params.entries().size() == limits.max_parameters)
      return fail(FormError{"the form has too many parameters"});
    const std::size_t equals = piece.find('=');
    auto name = decode_form_component(piece.substr(0, equals));
    if (!name) return fail(name.error());
    auto value = decode_form_component(equals == std::string_view::npos ? std::string_view()
                                                                        : piece.substr(equals + 1));
    if (!value) return fail(value.error());
    params.add(*std::move(name), *std::move(value));
  }
  return params;
}

std::string encode_form_component(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  append_form_component(out, text);
  return out;
}

std::string encode_form(const Params& params) {
  std::string out;
  append_form(out, params);
  return out;
}

std::string append_query(std::string_view uri, const Params& params) {
  if (params.empty()) return std::string(uri);
  const std::string_view before_fragment = uri.substr(0, uri.find('#'));
  std::string out(before_fragment);
  if (before_fragment.find('?') == std::string_view::npos)
    out += '?';
  else if (!before_fragment.ends_with('?') && !before_fragment.ends_with('&'))
    out += '&';
  append_form(out, params);
  out += uri.substr(before_fragment.size());
  return out;
}

}  // namespace protocol
