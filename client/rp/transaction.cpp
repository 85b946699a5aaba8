#include "client/rp/transaction.h"

#include <algorithm>
#include <string_view>

#include "mockidp/protocol/bytes.h"

namespace rp {

bool is_answer_to(const Transaction& transaction, const protocol::Params& callback) {
  const auto is_state = [](const protocol::Params::Entry& entry) { return entry.first == "state"; };
  if (std::count_if(callback.entries().begin(), callback.entries().end(), is_state) != 1) return false;
  return !transaction.state.empty() &&
         protocol::constant_time_equal(callback.get("state"), transaction.state);
}

void PendingSignIns::add(Transaction transaction) {
  if (pending_.size() == kMost) pending_.erase(pending_.begin());
  pending_.push_back(std::move(transaction));
}

std::optional<Transaction> PendingSignIns::take(const protocol::Params& callback, AnswerCheck check) {
  const auto newest = std::find_if(pending_.rbegin(), pending_.rend(),
                                   [&](const Transaction& pending) { return check(pending, callback); });
  if (newest == pending_.rend()) return std::nullopt;
  Transaction transaction = std::move(*newest);
  pending_.erase(std::next(newest).base());
  return transaction;
}

}  // namespace rp
