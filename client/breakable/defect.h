#pragma once
// A reference client with one named rule taken out, and what the conformance suite has to say about it.

#include <functional>
#include <string_view>
#include <variant>
#include <vector>

#include "client/breakable/parts.h"

namespace breakable {

using BreakWebApp = std::function<void(WebAppParts&)>;
using BreakApi = std::function<void(ApiParts&)>;
using BreakSpa = std::function<void(SpaParts&)>;

struct Defect {
  std::string_view name;
  std::string_view takes_out;            // in words: what the client no longer does
  std::vector<std::string_view> must{};  // ids of the scenarios that have to find it
  std::vector<std::string_view> may{};   // and of those that may stumble over it too
  std::variant<BreakWebApp, BreakApi, BreakSpa> apply{};
  std::string_view chapter{};  // filled in by the list

  std::string_view client() const {
    constexpr std::string_view kClients[] = {"webapp", "api", "spa"};
    return kClients[apply.index()];
  }
};

// All of them, chapter by chapter. defects/<chapter>.cpp holds std::vector<Defect> <chapter>(); the build
// makes the list.
const std::vector<Defect>& all_defects();
const Defect* find_defect(std::string_view name);  // nullptr: there is none

}  // namespace breakable
