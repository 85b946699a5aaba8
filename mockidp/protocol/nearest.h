#pragma once
// The nearest of what would have been right: for messages that tell a typo from a mistake.

#include <string>
#include <string_view>
#include <vector>

namespace protocol {

// Levenshtein: the fewest characters to insert, take out or replace.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate with the least distance, the first of equals; nullptr without candidates.
const std::string* nearest_of(const std::vector<std::string>& candidates, std::string_view text);

// The candidate that is `text` but for case, hyphens and underscores; "" if there is none.
std::string same_word(const std::vector<std::string>& candidates, std::string_view text);

// The candidate that `text` is most likely a misspelling of: case, hyphens and underscores do not count, and
// at most a third of the letters may differ. "" if there is none.
std::string likely_meant(const std::vector<std::string>& candidates, std::string_view text);

}  // namespace protocol
