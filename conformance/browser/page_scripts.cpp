#include "conformance/browser/page_scripts.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace conformance {

namespace {

constexpr int kMostCalls = 4;  // of functions by functions
constexpr int kMostPlaces = 200;
constexpr std::size_t kLongestText = 64 * 1024;

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$'; }
bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

struct Script {
  std::string text;
  std::string code;  // the same, with blanks in place of comments and of what stands in quotes
};

std::size_t end_of_quoted(const std::string& text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size() && text[at] != quote; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

std::size_t end_of_comment(const std::string& text, std::size_t at) {
  const std::string_view ending = text[at + 1] == '*' ? "*/" : "\n";
  const auto end = text.find(ending, at + 2);
  return end == std::string::npos ? text.size() : end + ending.size();
}

Script joined(const std::vector<std::string>& scripts) {
  Script all;
  for (const auto& script : scripts) all.text += script + "\n;\n";
  all.text.resize(std::min(all.text.size(), kLongestText));
  all.code = all.text;
  const auto& text = all.text;
  for (std::size_t at = 0; at < text.size();) {
    const bool quoted = text[at] == '"' || text[at] == '\'' || text[at] == '`';
    const bool comment =
        text[at] == '/' && at + 1 < text.size() && (text[at + 1] == '/' || text[at + 1] == '*');
    const auto end = quoted ? end_of_quoted(text, at) : comment ? end_of_comment(text, at) : at + 1;
    if (quoted || comment)
      std::fill(all.code.begin() + static_cast<long>(at), all.code.begin() + static_cast<long>(end), ' ');
    at = end;
  }
  return all;
}

struct Part {
  std::size_t begin, end;
};

// The beginnings of the blocks that this place stands in, outermost first, and of its own statement:
// "window.onload = function () ", "if (x) ", "document.forms[0]".
std::vector<Part> ways_into(const std::string& code, std::size_t place) {
  std::vector<Part> blocks;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < place; ++at) {
    if (code[at] == '{') blocks.push_back({begin, at});
    if (code[at] == '}' && !blocks.empty()) blocks.pop_back();
    if (code[at] == '{' || code[at] == '}' || code[at] == ';') begin = at + 1;
  }
  blocks.push_back({begin, place});
  return blocks;
}

bool waits_for_page_alone(std::string_view text) {
  static constexpr std::array<std::string_view, 10> marks{
      "onload",     "'load'",     "\"load\"",         "DOMContentLoaded", "pageshow",
      "readystate", "setTimeout", "requestAnimation", "$(function",       ").ready("};
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return text.find(mark) != std::string_view::npos; });
}

// Reads one thing after the other; what is not there is not taken.
class Reading {
 public:
  explicit Reading(std::string_view code) : rest_(code) {}
  bool one_of(std::string_view letters) {
    blanks();
    const bool found = !rest_.empty() && letters.find(rest_.front()) != std::string_view::npos;
    if (found) rest_.remove_prefix(1);
    return found;
  }
  bool word(std::string_view wanted) {
    const auto before = rest_;
    const bool found = any_word() == wanted;
    if (!found) rest_ = before;
    return found;
  }
  std::string_view any_word() {
    blanks();
    std::size_t length = 0;
    while (length < rest_.size() && is_word(rest_[length])) ++length;
    const auto found = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return found;
  }
  bool parameters() {  // "(a, b)"
    if (!one_of("(")) return false;
    const auto end = rest_.find_first_of("()");
    const bool closed = end != std::string_view::npos && rest_[end] == ')';
    if (closed) rest_.remove_prefix(end + 1);
    return closed;
  }
  bool at_end() {
    blanks();
    return rest_.empty();
  }

 private:
  void blanks() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
  }
  std::string_view rest_;
};

// "(function () ", "!function () ", "(async () => "
bool is_called_at_once(std::string_view code) {
  Reading reading(code);
  if (!reading.one_of("(!+~")) return false;
  reading.word("async");
  return reading.word("function") || (reading.parameters() && reading.one_of("=") && reading.one_of(">"));
}

std::string declared_function(std::string_view code) {
  Reading reading(code);
  reading.word("async");
  if (!reading.word("function")) return {};
  const auto name = reading.any_word();
  return reading.parameters() && reading.at_end() ? std::string(name) : std::string();
}

// Looks at so many places of a script at most, whatever is in it.
class LoadReader {
 public:
  explicit LoadReader(const Script& script) : script_(script) {}

  bool runs_on_load(std::size_t place) { return runs_on_load(place, kMostCalls); }

 private:
  bool runs_on_load(std::size_t place, int calls_left) {
    if (calls_left == 0 || --places_left_ < 0) return false;
    for (const auto& part : ways_into(script_.code, place)) {
      const auto code = std::string_view(script_.code).substr(part.begin, part.end - part.begin);
      const auto text = std::string_view(script_.text).substr(part.begin, part.end - part.begin);
      if (code.find("function") == std::string_view::npos && code.find("=>") == std::string_view::npos)
        continue;
      if (is_called_at_once(code) || waits_for_page_alone(text)) continue;
      const auto name = declared_function(code);
      if (name.empty() || !is_called_on_load(name, calls_left - 1)) return false;
    }
    return true;
  }

  bool is_called_on_load(const std::string& name, int calls_left) {
    const auto& code = script_.code;
    for (auto at = code.find(name); at != std::string::npos; at = code.find(name, at + 1)) {
      const auto after = at + name.size();
      if ((at > 0 && is_word(code[at - 1])) || (after < code.size() && is_word(code[after]))) continue;
      if (--places_left_ < 0) return false;
      const auto statement = ways_into(code, at).back();
      const auto before = std::string_view(script_.text).substr(statement.begin, at - statement.begin);
      if (before.find("function") != std::string_view::npos) continue;
      const bool called = Reading(std::string_view(code).substr(after)).one_of("(");
      if ((called || waits_for_page_alone(before)) && runs_on_load(at, calls_left)) return true;
    }
    return false;
  }

  const Script& script_;
  int places_left_ = kMostPlaces;
};

std::size_t opening_of(const std::string& code, std::size_t closing) {
  const char close = code[closing], open = close == ')' ? '(' : '[';
  int depth = 0;
  for (auto at = closing + 1; at-- > 0;) {
    if (code[at] == close) ++depth;
    if (code[at] == open && --depth == 0) return at;
  }
  return 0;
}

// What stands before a ".": words, indices and calls.
std::string expression_before(const Script& script, std::size_t dot) {
  auto begin = dot;
  while (begin > 0) {
    const char last = script.code[begin - 1];
    if (last == ')' || last == ']')
      begin = opening_of(script.code, begin - 1);
    else if (is_word(last) || last == '.')
      --begin;
    else
      break;
  }
  return script.text.substr(begin, dot - begin);
}

}  // namespace

std::optional<std::string> form_submitted_on_load(const std::vector<std::string>& scripts) {
  const auto script = joined(scripts);
  LoadReader reader(script);
  for (const std::string call : {".submit", ".requestSubmit"})
    for (auto at = script.code.find(call); at != std::string::npos; at = script.code.find(call, at + 1)) {
      if (!Reading(std::string_view(script.code).substr(at + call.size())).one_of("(")) continue;
      if (!reader.runs_on_load(at)) continue;
      if (auto form = expression_before(script, at); !form.empty()) return form;
    }
  return std::nullopt;
}

std::optional<std::string> value_of_variable(const std::vector<std::string>& scripts,
                                             const std::string& name) {
  const auto script = joined(scripts);
  for (auto at = script.code.find(name); at != std::string::npos; at = script.code.find(name, at + 1)) {
    const auto sign = script.code.find_first_not_of(" \t\r\n", at + name.size());
    if ((at > 0 && (is_word(script.code[at - 1]) || script.code[at - 1] == '.')) ||
        sign == std::string::npos || script.code[sign] != '=' || script.code.compare(sign, 2, "==") == 0)
      continue;
    const auto begin = script.text.find_first_not_of(" \t\r\n", sign + 1);
    const auto end = std::min(script.code.find_first_of(";\n", sign), script.code.size());
    if (begin < end) return script.text.substr(begin, end - begin);
  }
  return std::nullopt;
}

}  // namespace conformance
