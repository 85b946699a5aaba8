#pragma once
// People that this run invents: each claim with a random marker of its own.

#include <deque>
#include <nlohmann/json_fwd.hpp>
#include <random>
#include <string>
#include <vector>

#include "conformance/run.h"

namespace conformance {

enum class Assignment { assigned, unassigned };

// Lower-case letters and digits, so that no encoding changes them.
std::string random_marker(std::mt19937_64& chance, std::size_t length);

class People {
 public:
  explicit People(unsigned seed) : chance_(seed) {}
  // True if there is none left: the org document has to get more().
  bool exhausted(Assignment assignment) const { return fresh_[index(assignment)].empty(); }
  void invent(std::size_t assigned, std::size_t unassigned);
  nlohmann::json document() const;  // the org document's list of all of them
  Needle take(Assignment assignment);
  void set_status(const Needle& person, const std::string& status);
  // Logins of those handed out whose markers the text shows.
  std::vector<std::string> seen_in(const std::string& text) const;
  static const char* group() { return "Conformance"; }

 private:
  static std::size_t index(Assignment assignment) { return assignment == Assignment::assigned ? 0 : 1; }
  struct Known {
    Needle needle;
    std::vector<std::string> markers;
    Assignment assignment;
    std::string status = "ACTIVE";
  };
  std::mt19937_64 chance_;
  std::vector<Known> all_;
  std::deque<std::size_t> fresh_[2];
  std::vector<std::size_t> handed_out_;
};

}  // namespace conformance
