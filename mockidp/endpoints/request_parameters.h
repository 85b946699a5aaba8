#pragma once
// Readings that several OAuth endpoints share.

#include <string>
#include <vector>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

bool same_ignoring_case(std::string_view a, std::string_view b);  // ASCII
bool has_form_body(const http::Request& request);
// What the Authorization header carries behind this scheme, which is in any letters; "" for another or none.
std::string_view authorization_of(const http::Request& request, std::string_view scheme);

// The form, or that it is not one, or that it says something twice (RFC 6749 3.1). Traced as received.
protocol::Result<protocol::Params, Refusal> parse_parameters(Exchange& exchange, std::string_view text);
// Whether it says something: what has no value counts as left out (RFC 6749 3.1).
bool has_value(const protocol::Params& params, std::string_view name);
std::optional<Refusal> refuse_repeated(const protocol::Params& params);

// Longer lists of scopes are refused (docs/okta-behaviour.md, Scopes).
inline constexpr std::size_t kMaxAuthorizeScopeBytes = 1024;
inline constexpr std::size_t kMaxTokenScopeBytes = 4096;
protocol::Result<std::vector<std::string>, Refusal> parse_scopes(const protocol::Params& params,
                                                                 std::size_t max_bytes);

bool has_word(const std::vector<std::string>& words, std::string_view word);

// The journal shows it as the flow.
void trace_grant(Exchange& exchange, std::string_view grant_id);

}  // namespace mockidp
