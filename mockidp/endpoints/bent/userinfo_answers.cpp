#include <nlohmann/json.hpp>

#include "mockidp/endpoints/bent/answer_bends.h"
#include "mockidp/token/claims.h"

namespace mockidp {
namespace {

using protocol::Json;

Json every_claim_of(Exchange& exchange, const std::string& login) {
  const auto person = exchange.org.people.find_by_login(login);
  if (!person) return Json::object();
  return userinfo_claims(person->value, {"openid", "profile", "email", "address", "phone"});
}

// The claims that userinfo is about to answer; nullopt where it refuses.
std::optional<Json> answered_claims(const http::Response& response) {
  if (response.status != 200) return std::nullopt;
  auto claims = protocol::parse_json(response.body);
  if (!claims || !claims->is_object()) return std::nullopt;
  return *std::move(claims);
}

// As many claims as before, each with the other person's value.
void speak_of_another_person(Exchange& exchange, const FaultOrder& order, http::Response& response) {
  auto claims = answered_claims(response);
  if (!claims) return;
  const Json own_sub = (*claims)["sub"];
  const Json others = every_claim_of(exchange, order.person);
  for (const auto& [name, value] : others.items())
    if (claims->contains(name)) (*claims)[name] = value;
  if (order.variant == "without_sub") claims->erase("sub");
  if (order.variant == "both_subs") (*claims)["sub"] = Json::array({own_sub, others.value("sub", "")});
  response.body = protocol::to_text(*claims);
}

void mistake_subject(Exchange&, const FaultOrder& order, http::Response& response) {
  auto claims = answered_claims(response);
  if (!claims) return;
  Json& sub = (*claims)["sub"];
  if (order.variant == "one_more_character" && sub.is_string()) sub = sub.get<std::string>() + "x";
  if (order.variant == "empty") sub = "";
  if (order.variant == "null") sub = nullptr;
  if (order.variant == "array") sub = Json::array({sub});
  if (order.variant == "number") sub = 4711;
  if (order.variant == "missing") claims->erase("sub");
  response.body = protocol::to_text(*claims);
}

void answer_anybody(Exchange& exchange, const FaultOrder& order, http::Response& response) {
  response.status = 200;
  std::erase_if(response.headers, [](const auto& header) { return header.first == "WWW-Authenticate"; });
  response.set("Content-Type", "application/json");
  response.body = protocol::to_text(every_claim_of(exchange, order.person));
}

void spoil_userinfo_json(Exchange&, const FaultOrder& order, http::Response& response) {
  if (order.variant == "html" && response.status == 200) return answer_with_page(response);
  spoil_json(order, response);
}

}  // namespace

std::span<const AnswerBend> bends_of_userinfo() {
  static constexpr AnswerBend kTable[] = {
      {"userinfo_of_another_person", speak_of_another_person},
      {"userinfo_wrong_subject", mistake_subject},
      {"userinfo_unguarded", answer_anybody},
      {"userinfo_not_json", spoil_userinfo_json},
  };
  return kTable;
}

}  // namespace mockidp
