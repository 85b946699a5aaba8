#pragma once
// How a fault bends an endpoint's finished answer. A new one is a row in a table of this folder.

#include <span>
#include <string_view>

#include "mockidp/endpoints/exchange.h"

namespace mockidp {

struct AnswerBend {
  std::string_view name;  // as in the catalogue
  void (*bend)(Exchange&, const FaultOrder&, http::Response&) = nullptr;
};

std::span<const AnswerBend> bends_of_any_answer();
std::span<const AnswerBend> bends_of_token_answers();
std::span<const AnswerBend> bends_of_userinfo();
std::span<const AnswerBend> bends_of_key_sets();

const std::vector<AnswerBend>& answer_bends();  // all of them

// What stands where JSON should: a variant of the faults that are called …_not_json.
void spoil_json(const FaultOrder& order, http::Response& response);
// What a proxy shows to people: 200, and a page.
void answer_with_page(http::Response& response);

}  // namespace mockidp
