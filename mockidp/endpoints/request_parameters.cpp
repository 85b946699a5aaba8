#include "mockidp/endpoints/request_parameters.h"

#include <algorithm>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/random.h"

namespace mockidp {

bool same_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

bool has_form_body(const http::Request& request) {
  return same_ignoring_case(request.media_type(), "application/x-www-form-urlencoded");
}

std::string_view authorization_of(const http::Request& request, std::string_view scheme) {
  const std::string_view value = request.header("Authorization");
  const std::size_t blank = value.find(' ');
  if (blank == std::string_view::npos || !same_ignoring_case(value.substr(0, blank), scheme)) return {};
  const std::size_t start = value.find_first_not_of(' ', blank);
  return start == std::string_view::npos ? std::string_view() : value.substr(start);
}

protocol::Result<protocol::Params, Refusal> parse_parameters(Exchange& exchange, std::string_view text) {
  auto params = protocol::parse_form(text);
  if (!params)
    return protocol::fail(Refusal{.error = OktaError::invalid_request, .decided_by = params.error().message});
  for (const auto& [name, value] : params->entries()) exchange.trace.received(name, value);
  return *std::move(params);
}

bool has_value(const protocol::Params& params, std::string_view name) { return !params.get(name).empty(); }

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

bool has_word(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void trace_grant(Exchange& exchange, std::string_view grant_id) {
  exchange.trace.flow(protocol::hex_encode(Grants::lasting_part(grant_id)));
}

}  // namespace mockidp
