#include "mockidp/endpoints/bent/answer_bends.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/form.h"

namespace mockidp {
namespace {

// CVE-2021-41580: a client that looks at the status alone goes on without tokens.
void refuse_with_200(Exchange&, const FaultOrder&, http::Response& response) {
  response.status = 200;
  response.set("Content-Type", "application/json");
  response.body =
      R"({"error":"invalid_grant","error_description":"The authorization code is invalid or has expired."})";
}

bool is_refresh(const http::Request& request) {
  for (const std::string_view form : {std::string_view(request.body), std::string_view(request.query)})
    if (const auto params = protocol::parse_form(form);
        params && params->get("grant_type") == "refresh_token")
      return true;
  return false;
}

void refuse_refresh(Exchange& exchange, const FaultOrder&, http::Response& response) {
  if (!is_refresh(exchange.request)) return;
  const OktaErrorRow& row = okta_error_row(OktaError::invalid_refresh_token);
  response.status = row.status;
  response.set("Content-Type", "application/json");
  response.body =
      R"({"error":"invalid_grant","error_description":")" + std::string(row.description) + R"("})";
}

void spoil_token_json(Exchange&, const FaultOrder& order, http::Response& response) {
  spoil_json(order, response);
}

void answer_tokens_with_page(Exchange&, const FaultOrder&, http::Response& response) {
  answer_with_page(response);
}

void mistake_content_type(Exchange&, const FaultOrder& order, http::Response& response) {
  if (response.status != 200) return;
  if (order.variant == "text_html") response.set("Content-Type", "text/html");
  if (order.variant == "text_plain") response.set("Content-Type", "text/plain");
  if (order.variant == "form") response.set("Content-Type", "application/x-www-form-urlencoded");
  if (order.variant == "missing")
    std::erase_if(response.headers, [](const auto& header) { return header.first == "Content-Type"; });
}

void allow_caching(Exchange&, const FaultOrder&, http::Response& response) {
  response.set("Cache-Control", "public, max-age=3600");
}

}  // namespace

std::span<const AnswerBend> bends_of_token_answers() {
  static constexpr AnswerBend kTable[] = {
      {"token_endpoint_refuses_refresh", refuse_refresh},
      {"token_response_error_with_200", refuse_with_200},
      {"token_response_not_json", spoil_token_json},
      {"token_response_html", answer_tokens_with_page},
      {"token_response_wrong_content_type", mistake_content_type},
      {"token_response_cacheable", allow_caching},
  };
  return kTable;
}

}  // namespace mockidp
