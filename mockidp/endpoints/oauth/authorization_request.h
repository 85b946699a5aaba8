#pragma once
// What a request has to satisfy before anybody is asked to sign in (docs/okta-behaviour.md, Authorize).

#include <array>

#include "mockidp/directory/directory.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/result.h"
#include "mockidp/signin/transaction.h"

namespace mockidp {

inline constexpr std::array kResponseModes = {protocol::ResponseMode::query, protocol::ResponseMode::fragment,
                                              protocol::ResponseMode::form_post,
                                              protocol::ResponseMode::okta_post_message};

// The mode that the client can be answered by, whatever else is wrong with its request: that of its response
// type unless it names another.
protocol::ResponseMode answer_mode(const protocol::Params& params);

// Whether a page of that URI can be told by okta_post_message.
bool can_hear_messages(std::string_view redirect_uri);

// The request, or the first thing that is wrong with it, in Okta's order. Of `redirect_uri` it takes for
// granted that it is registered; the grant id is left to the caller.
protocol::Result<AuthorizationRequest, Refusal> parse_authorization_request(const Directory& directory,
                                                                            const AuthorizationServer& server,
                                                                            const AppIntegration& app,
                                                                            const protocol::Params& params);

}  // namespace mockidp
