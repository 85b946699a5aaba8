#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/token/bent/bent_claim.h"
#include "mockidp/token/bent/tables.h"

namespace mockidp {
namespace {

using protocol::Json;

constexpr std::string_view kOtherServer = "/oauth2/ausSomebodyElse00001";

// "http://localhost:7070/oauth2/default" without its path.
std::string origin_of_issuer(const std::string& issuer) {
  const std::size_t host = issuer.find("://");
  return issuer.substr(0, issuer.find('/', host == std::string::npos ? 0 : host + 3));
}

std::string upper_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

void bend_issuer(TokenDraft& draft, const FaultOrder& order) {
  if (bend_claim_usually(draft, "iss", order.variant)) return;
  const std::string issuer = claim_of(draft, "iss");
  const std::string path = issuer.substr(origin_of_issuer(issuer).size());
  if (order.variant == "other_host") draft.claims["iss"] = "https://somebody-else.example" + path;
  if (order.variant == "other_server")
    draft.claims["iss"] = origin_of_issuer(issuer) + std::string(kOtherServer);
  if (order.variant == "trailing_slash") draft.claims["iss"] = issuer + "/";
  if (order.variant == "upper_case") draft.claims["iss"] = upper_case(issuer);
}

void bend_audience(TokenDraft& draft, const FaultOrder& order) {
  if (bend_claim_usually(draft, "aud", order.variant)) return;
  if (order.variant == "other_client") draft.claims["aud"] = kSomebodyElse;
  if (order.variant == "other_clients")
    draft.claims["aud"] = Json::array({kSomebodyElse, "https://api.somebody-else.example"});
  if (order.variant == "empty_array") draft.claims["aud"] = Json::array();
}

void add_audience(TokenDraft& draft, const FaultOrder& order) {
  const std::string own = claim_of(draft, "aud");
  draft.claims["aud"] = Json::array({own, kSomebodyElse});
  if (order.variant == "own_azp") draft.claims["azp"] = own;
  if (order.variant == "other_azp") draft.claims["azp"] = kSomebodyElse;
}

void issue_to_another_client(TokenDraft& draft, const FaultOrder&) { draft.claims["azp"] = kSomebodyElse; }

void list_audience(TokenDraft& draft, const FaultOrder& order) {
  Json list = Json::array({claim_of(draft, "aud")});
  if (order.variant == "two") list.insert(list.begin(), kSomebodyElse);
  draft.claims["aud"] = std::move(list);
}

}  // namespace

std::span<const TokenFault> bent_issuers_and_audiences() {
  static constexpr TokenFault kTable[] = {
      {"id_token_wrong_issuer", Seam::token_claims, TokenKind::id_token, bend_issuer},
      {"id_token_wrong_audience", Seam::token_claims, TokenKind::id_token, bend_audience},
      {"id_token_extra_audience", Seam::token_claims, TokenKind::id_token, add_audience},
      {"id_token_wrong_azp", Seam::token_claims, TokenKind::id_token, issue_to_another_client},
      {"access_token_wrong_issuer", Seam::token_claims, TokenKind::access_token, bend_issuer},
      {"access_token_wrong_audience", Seam::token_claims, TokenKind::access_token, bend_audience},
      {"access_token_audience_list", Seam::token_claims, TokenKind::access_token, list_audience},
  };
  return kTable;
}

}  // namespace mockidp
