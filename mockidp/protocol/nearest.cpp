#include "mockidp/protocol/nearest.h"

#include <algorithm>
#include <numeric>

namespace protocol {
namespace {

// "redirectUris", "redirect-uris" and "redirect_uris" are the same word to whoever types them.
std::string spelled_plainly(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if (c != '_' && c != '-') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return plain;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

const std::string* nearest_of(const std::vector<std::string>& candidates, std::string_view text) {
  const std::string* best = nullptr;
  std::size_t least = 0;
  for (const auto& candidate : candidates) {
    const auto distance = edit_distance(candidate, text);
    if (best && distance >= least) continue;
    best = &candidate;
    least = distance;
  }
  return best;
}

std::string same_word(const std::vector<std::string>& candidates, std::string_view text) {
  const auto plain = spelled_plainly(text);
  for (const auto& candidate : candidates)
    if (spelled_plainly(candidate) == plain) return candidate;
  return "";
}

std::string likely_meant(const std::vector<std::string>& candidates, std::string_view text) {
  const auto plain = spelled_plainly(text);
  std::string best;
  std::size_t least = std::max<std::size_t>(plain.size() / 3, 1) + 1;
  for (const auto& candidate : candidates) {
    const auto distance = edit_distance(spelled_plainly(candidate), plain);
    if (distance >= least) continue;
    best = candidate;
    least = distance;
  }
  return best;
}

}  // namespace protocol
