#include "mockidp/signin/transaction.h"

namespace mockidp {

bool is_expired(const Transaction& transaction, protocol::TimePoint now) {
  return now >= transaction.created_at + kTransactionLifetime;
}

}  // namespace mockidp
