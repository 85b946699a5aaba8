#include "client/webapp/orders_api.h"

#include <nlohmann/json.hpp>

#include "client/rp/failure.h"
#include "mockidp/protocol/json.h"

namespace webapp {
namespace {

OrdersPage orders_problem(std::string text, std::string detail = {}) {
  return {.problem = std::move(text), .detail = std::move(detail)};
}

OrdersPage problem_of(const rp::HttpAnswer& answer) {
  const auto detail = rp::presentable(answer.header("www-authenticate"));
  if (answer.status == 401) return orders_problem("The orders service does not accept this sign-in.", detail);
  if (answer.status == 403) return orders_problem("You may not see orders.", detail);
  return orders_problem("The orders service cannot answer now.", "status " + std::to_string(answer.status));
}

}  // namespace

std::optional<rp::HttpAnswer> ask_api(rp::Transport& transport, const std::string& url,
                                      const protocol::Secret& access_token) {
  auto answer = transport.send(
      {.url = url,
       .headers = {{"Accept", "application/json"}, {"Authorization", "Bearer " + access_token.reveal()}}});
  return answer ? std::optional(*std::move(answer)) : std::nullopt;
}

OrdersPage fetch_orders(rp::Transport& transport, const std::string& api_url,
                        const protocol::Secret& access_token) {
  const auto answer = ask_api(transport, api_url + "/orders", access_token);
  if (!answer) return orders_problem("The orders service does not answer.");
  if (answer->status != 200) return problem_of(*answer);
  const std::string unreadable = "The orders service gave an answer that cannot be read.";
  const auto body = protocol::parse_json(answer->body);
  const auto* orders = body ? protocol::json_member(*body, "orders") : nullptr;
  if (orders == nullptr || !orders->is_array()) return orders_problem(unreadable);
  OrdersPage page;
  for (const auto& order : *orders) {
    const auto* product = protocol::json_string(order, "product");
    const auto count = protocol::json_integer(order, "count");
    if (product == nullptr || !count) return orders_problem(unreadable);
    page.lines.push_back({*product, std::to_string(*count)});
  }
  return page;
}

}  // namespace webapp
