#include <algorithm>
#include <charconv>

#include "mockidp/directory/expression/function_tables.h"
#include "mockidp/protocol/utf8.h"

namespace mockidp::expression {
namespace {

using protocol::fail;

// Only ASCII letters change: what becomes of the others depends on the language.
std::string in_case(std::string text, char from, char to, char by) {
  for (char& c : text)
    if (c >= from && c <= to) c = static_cast<char>(c - from + by);
  return text;
}

template <class Change>
Outcome change_text(const FunctionCall& call, Change change) {
  auto text = text_argument(call, 0);
  if (!text) return fail(text.error());
  return of_bounded_length(change(*std::move(text)));
}

Outcome upper(const FunctionCall& call) {
  return change_text(call, [](std::string text) { return in_case(std::move(text), 'a', 'z', 'A'); });
}
Outcome lower(const FunctionCall& call) {
  return change_text(call, [](std::string text) { return in_case(std::move(text), 'A', 'Z', 'a'); });
}
Outcome remove_spaces(const FunctionCall& call) {
  return change_text(call, [](std::string text) {
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    return text;
  });
}

std::int64_t count_characters(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char byte) { return !protocol::continues_character(byte); });
}

std::size_t place_of_character(std::string_view text, std::int64_t number) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if (!protocol::continues_character(text[at]) && number-- == 0) break;
  return at;
}

Outcome length(const FunctionCall& call) {
  const auto text = text_argument(call, 0);
  if (!text) return fail(text.error());
  return Value(count_characters(*text));
}

struct TwoTexts {
  std::string text, other;
};
protocol::Result<TwoTexts, EvaluationError> two_texts(const FunctionCall& call) {
  auto text = text_argument(call, 0);
  if (!text) return fail(text.error());
  auto other = text_argument(call, 1);
  if (!other) return fail(other.error());
  return TwoTexts{*std::move(text), *std::move(other)};
}

Outcome append(const FunctionCall& call) {
  const auto both = two_texts(call);
  if (!both) return fail(both.error());
  return of_bounded_length(both->text + both->other);
}

Outcome contains(const FunctionCall& call) {
  const auto both = two_texts(call);
  if (!both) return fail(both.error());
  return Value(both->text.find(both->other) != std::string::npos);
}

Outcome substring_after(const FunctionCall& call) {
  const auto both = two_texts(call);
  if (!both) return fail(both.error());
  const auto at = both->text.find(both->other);
  return Value(at == std::string::npos ? std::string() : both->text.substr(at + both->other.size()));
}

// Without the separator there is nothing before it: the whole text stays.
Outcome substring_before(const FunctionCall& call) {
  const auto both = two_texts(call);
  if (!both) return fail(both.error());
  return Value(both->text.substr(0, both->text.find(both->other)));
}

Outcome substring(const FunctionCall& call) {
  const auto text = text_argument(call, 0);
  if (!text) return fail(text.error());
  const auto begin = number_argument(call, 1);
  if (!begin) return fail(begin.error());
  const auto end = number_argument(call, 2);
  if (!end) return fail(end.error());
  const auto size = count_characters(*text);
  if (*begin < 0 || *end < *begin || *end > size)
    return fail(EvaluationError{"the text has only " + std::to_string(size) + " characters"});
  const std::size_t from = place_of_character(*text, *begin);
  return Value(text->substr(from, place_of_character(*text, *end) - from));
}

enum class Times { once, always };

Outcome replaced(const FunctionCall& call, Times times) {
  const auto both = two_texts(call);
  if (!both) return fail(both.error());
  const auto replacement = text_argument(call, 2);
  if (!replacement) return fail(replacement.error());
  if (both->other.empty()) return Value(both->text);
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = 0; (at = both->text.find(both->other, from)) != std::string::npos;) {
    out += both->text.substr(from, at - from) + *replacement;
    from = at + both->other.size();
    if (times == Times::once || out.size() > kMostTextBytes) break;
  }
  return of_bounded_length(out + both->text.substr(from));
}
Outcome replace(const FunctionCall& call) { return replaced(call, Times::always); }
Outcome replace_first(const FunctionCall& call) { return replaced(call, Times::once); }

Outcome join(const FunctionCall& call) {
  const auto separator = text_argument(call, 0);
  if (!separator) return fail(separator.error());
  std::string out;
  for (std::size_t i = 1; i < call.arguments.size(); ++i) {
    const auto text = text_argument(call, i);
    if (!text) return fail(text.error());
    if (i > 1) out += *separator;
    out += *text;
    if (out.size() > kMostTextBytes) break;
  }
  return of_bounded_length(std::move(out));
}

// stringSwitch(text, otherwise, key, value, …): the value of the first key that the text contains.
Outcome string_switch(const FunctionCall& call) {
  if (call.arguments.size() % 2 != 0) return fail(EvaluationError{"a key has no value"});
  const auto text = text_argument(call, 0);
  if (!text) return fail(text.error());
  for (std::size_t i = 2; i + 1 < call.arguments.size(); i += 2) {
    const auto key = text_argument(call, i);
    if (!key) return fail(key.error());
    if (text->find(*key) != std::string::npos) return call.arguments[i + 1];
  }
  return call.arguments[1];
}

Outcome to_int(const FunctionCall& call) {
  if (call.arguments[0].number() != nullptr) return call.arguments[0];
  const auto text = text_argument(call, 0);
  if (!text) return fail(text.error());
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size())
    return fail(EvaluationError{"the text is no whole number"});
  return Value(number);
}

}  // namespace

const std::vector<Function>& text_functions() {
  static const std::vector<Function> rows{
      {"String.append", 2, 2, append},
      {"String.join", 2, kAnyNumber, join},
      {"String.len", 1, 1, length},
      {"String.removeSpaces", 1, 1, remove_spaces},
      {"String.replace", 3, 3, replace},
      {"String.replaceFirst", 3, 3, replace_first},
      {"String.stringContains", 2, 2, contains},
      {"String.stringSwitch", 4, kAnyNumber, string_switch},
      {"String.substring", 3, 3, substring},
      {"String.substringAfter", 2, 2, substring_after},
      {"String.substringBefore", 2, 2, substring_before},
      {"String.toLowerCase", 1, 1, lower},
      {"String.toUpperCase", 1, 1, upper},
      {"substringAfter", 2, 2, substring_after},
      {"substringBefore", 2, 2, substring_before},
      {"toLowerCase", 1, 1, lower},
      {"toUpperCase", 1, 1, upper},
      {"Convert.toInt", 1, 1, to_int},
  };
  return rows;
}

}  // namespace mockidp::expression
