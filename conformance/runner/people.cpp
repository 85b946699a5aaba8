#include "conformance/runner/people.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

namespace conformance {

namespace {

constexpr std::size_t kMarkerLength = 12;
constexpr std::size_t kFirstPhone = 2000000;
constexpr std::size_t kPersonIdLength = 17;  // after Okta's prefix 00u

}  // namespace

std::string random_marker(std::mt19937_64& chance, std::size_t length) {
  static const std::string letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::uniform_int_distribution<std::size_t> any(0, letters.size() - 1);
  std::string marker;
  while (marker.size() < length) marker += letters[any(chance)];
  return marker;
}

void People::invent(std::size_t assigned, std::size_t unassigned) {
  for (std::size_t i = 0; i < assigned + unassigned; ++i) {
    const auto assignment = i < assigned ? Assignment::assigned : Assignment::unassigned;
    const auto sub = random_marker(chance_, kPersonIdLength), login = random_marker(chance_, kMarkerLength);
    const auto given = random_marker(chance_, kMarkerLength), name = random_marker(chance_, kMarkerLength);
    const auto email = random_marker(chance_, kMarkerLength);
    const Needle needle{.login = login + "@people.example",
                        .password = "Pw-" + random_marker(chance_, kMarkerLength) + "-A1",
                        .sub = "00u" + sub,
                        .name = "Nell-" + given + " " + name,
                        .email = email + "@mail.example",
                        .phone = "+1555" + std::to_string(kFirstPhone + all_.size())};
    fresh_[index(assignment)].push_back(all_.size());
    all_.push_back({needle, {sub, login, given, name, email}, assignment, "ACTIVE"});
  }
}

nlohmann::json People::document() const {
  auto people = nlohmann::json::array();
  for (const auto& [needle, markers, assignment, status] : all_) {
    const auto space = needle.name.find(' ');
    auto groups = nlohmann::json::array();
    if (assignment == Assignment::assigned) groups.push_back(group());
    people.push_back({{"id", needle.sub},
                      {"login", needle.login},
                      {"password", needle.password},
                      {"groups", groups},
                      {"status", status},
                      {"profile",
                       {{"firstName", needle.name.substr(0, space)},
                        {"lastName", needle.name.substr(space + 1)},
                        {"email", needle.email}}}});
  }
  return people;
}

Needle People::take(Assignment assignment) {
  auto& fresh = fresh_[index(assignment)];
  const auto at = fresh.front();
  fresh.pop_front();
  handed_out_.push_back(at);
  return all_[at].needle;
}

void People::set_status(const Needle& person, const std::string& status) {
  for (auto& known : all_)
    if (known.needle.login == person.login) known.status = status;
}

std::vector<std::string> People::seen_in(const std::string& text) const {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::vector<std::string> logins;
  for (const auto at : handed_out_) {
    const auto& markers = all_[at].markers;
    if (std::any_of(markers.begin(), markers.end(),
                    [&](const auto& marker) { return lower.find(marker) != std::string::npos; }))
      logins.push_back(all_[at].needle.login);
  }
  return logins;
}

}  // namespace conformance
