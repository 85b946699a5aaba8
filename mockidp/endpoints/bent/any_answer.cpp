#include "mockidp/endpoints/bent/answer_bends.h"

namespace mockidp {
namespace {

http::ResponseScript& script_of(http::Response& response) {
  if (!response.script) response.script.emplace();
  return *response.script;
}

void answer_late(Exchange&, const FaultOrder& order, http::Response& response) {
  script_of(response).delay_before += std::chrono::milliseconds(order.milliseconds);
}

void answer_in_drips(Exchange&, const FaultOrder& order, http::Response& response) {
  script_of(response).drip_bytes = static_cast<std::size_t>(order.bytes);
  script_of(response).drip_every = std::chrono::milliseconds(order.milliseconds);
}

void close_early(Exchange&, const FaultOrder& order, http::Response& response) {
  script_of(response).cut_after = static_cast<std::size_t>(order.bytes);
}

void answer_with_flood(Exchange&, const FaultOrder& order, http::Response& response) {
  script_of(response).flood_bytes = static_cast<std::size_t>(order.bytes);
}

}  // namespace

std::span<const AnswerBend> bends_of_any_answer() {
  static constexpr AnswerBend kTable[] = {
      {"endpoint_slow", answer_late},
      {"endpoint_drip", answer_in_drips},
      {"endpoint_cut", close_early},
      {"endpoint_flood", answer_with_flood},
  };
  return kTable;
}

}  // namespace mockidp
