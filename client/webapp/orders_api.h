#pragma once
// The app as a client of the orders API: one request with the person's access token, its answer as text to
// show.

#include <optional>
#include <string>
#include <vector>

#include "client/rp/transport.h"
#include "client/webapp/pages.h"
#include "mockidp/protocol/bytes.h"

namespace webapp {

inline constexpr const char* kOrdersScope = "api.read";

// An answer that is not a list of orders becomes the page's `problem`. The token goes nowhere but to the API.
// The API's answer to a GET with the person's token; nothing if there was none.
std::optional<rp::HttpAnswer> ask_api(rp::Transport& transport, const std::string& url,
                                      const protocol::Secret& access_token);

OrdersPage fetch_orders(rp::Transport& transport, const std::string& api_url,
                        const protocol::Secret& access_token);

}  // namespace webapp
