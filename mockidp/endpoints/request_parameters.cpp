#include "mockidp/endpoints/request_parameters.h"

#include <algorithm>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/random.h"

namespace mockidp {

bool has_form_body(const http::Request& request) {
  constexpr std::string_view kForm = "application/x-www-form-urlencoded";
  const std::string_view type = request.media_type();
  return std::equal(type.begin(), type.end(), kForm.begin(), kForm.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
  });
}

protocol::Result<protocol::Params, Refusal> parse_parameters(Exchange& exchange, std::string_view text) {
  auto params = protocol::parse_form(text);
  if (!params)
    return protocol::fail(Refusal{.error = OktaError::invalid_request, .decided_by = params.error().message});
  for (const auto& [name, value] : params->entries()) exchange.trace.received(name, value);
  return *std::move(params);
}

std::optional<Refusal> refuse_repeated(const protocol::Params& params) {
  const std::vector<std::string> repeated = params.repeated();
  if (repeated.empty()) return std::nullopt;
  return Refusal{.error = OktaError::illegal_duplicated_parameters,
                 .arguments = {protocol::join_words(repeated, ", ")}};
}

protocol::Result<std::vector<std::string>, Refusal> parse_scopes(const protocol::Params& params,
                                                                 std::size_t max_bytes) {
  const std::string_view text = params.get("scope");
  if (text.size() > max_bytes)
    return protocol::fail(Refusal{.error = OktaError::invalid_scope,
                                  .decided_by = "length of scope",
                                  .closest = std::to_string(max_bytes) + " characters"});
  return protocol::split_words(text);
}

std::string draw_grant_id(Exchange& exchange) {
  std::string id(16, '\0');
  exchange.org.random.fill({reinterpret_cast<unsigned char*>(id.data()), id.size()});
  return id;
}

void trace_grant(Exchange& exchange, std::string_view grant_id) {
  exchange.trace.flow(protocol::hex_encode(grant_id));
}

}  // namespace mockidp
