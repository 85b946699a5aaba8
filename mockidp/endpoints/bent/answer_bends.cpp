#include "mockidp/endpoints/bent/answer_bends.h"

namespace mockidp {

const std::vector<AnswerBend>& answer_bends() {
  static const std::vector<AnswerBend> all = [] {
    std::vector<AnswerBend> rows;
    for (const auto& table :
         {bends_of_any_answer(), bends_of_token_answers(), bends_of_userinfo(), bends_of_key_sets()})
      rows.insert(rows.end(), table.begin(), table.end());
    return rows;
  }();
  return all;
}

void answer_with_page(http::Response& response) {
  response.status = 200;
  response.set("Content-Type", "text/html;charset=UTF-8");
  response.body =
      "<!DOCTYPE html>\n<html><head><title>Welcome</title></head>"
      "<body><p>Please accept the terms of this network.</p></body></html>\n";
}

void spoil_json(const FaultOrder& order, http::Response& response) {
  if (response.status != 200) return;
  if (order.variant == "truncated") response.body.resize(response.body.size() * 2 / 3);
  if (order.variant == "empty") response.body.clear();
  if (order.variant == "array") response.body = "[" + response.body + "]";
  if (order.variant == "text") response.body = "\"it works\"";
  if (order.variant == "html") response.body = "<!DOCTYPE html><html><body><p>It works.</p></body></html>";
}

}  // namespace mockidp
