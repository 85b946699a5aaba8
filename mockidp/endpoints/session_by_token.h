#pragma once
#include <optional>
#include <string_view>

#include "mockidp/endpoints/exchange.h"

namespace mockidp {

// Redeems a one-time session token: from here on this request is of a browser with that session, whatever
// cookie it came with, and add_opened_session() gives the browser its cookie. False, with the reason in the
// journal: the token is unknown, used or over five minutes old, or its person may have no session.
bool open_session_by_token(Exchange& exchange, std::string_view token);
void add_opened_session(const Exchange& exchange, http::Response& response);

}  // namespace mockidp
