#include "conformance/subject/nearest_name.h"

#include <algorithm>
#include <numeric>

namespace conformance {

namespace {

constexpr std::size_t kNearEnough = 3;  // edits between a wrong name and the one that was meant

std::size_t edit_distance(const std::string& one, const std::string& other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < other.size(); ++j) {
      const auto above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (one[i] == other[j] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

const std::string* nearest_of(const std::string& wrong, const std::vector<std::string>& known) {
  const auto nearest = std::min_element(known.begin(), known.end(), [&](const auto& a, const auto& b) {
    return edit_distance(wrong, a) < edit_distance(wrong, b);
  });
  return nearest == known.end() ? nullptr : &*nearest;
}

std::string near_name_hint(const std::string& wrong, const std::vector<std::string>& known) {
  const auto* nearest = nearest_of(wrong, known);
  const bool near = nearest != nullptr && edit_distance(wrong, *nearest) <= kNearEnough;
  return near ? "; \"" + *nearest + "\" is near" : "";
}

std::string none_of_message(const std::string& wrong, const std::vector<std::string>& known) {
  std::string all;
  for (const auto& name : known) all += (all.empty() ? "" : ", ") + name;
  return "\"" + wrong + "\" is none of " + all + near_name_hint(wrong, known);
}

}  // namespace conformance
