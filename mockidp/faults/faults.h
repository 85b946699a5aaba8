#pragma once
// Named faults: each says which clause it breaks and acts at one seam. Off by default; matched per org,
// client, person and count. Without an active fault a seam costs one atomic load.

#include <atomic>
#include <initializer_list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/protocol/result.h"

namespace mockidp {

// Where a fault acts. Of a token: its claims, then its header and key before signing, then its signature.
enum class Seam {
  whole_response,
  token_claims,
  token_header,
  token_signature,
  token_response,
  userinfo,
  key_set,
};
std::string_view to_string(Seam seam);

class Seams {
 public:
  constexpr Seams(Seam seam) : bits_(bit(seam)) {}
  constexpr Seams(std::initializer_list<Seam> seams) {
    for (const Seam seam : seams) bits_ |= bit(seam);
  }
  constexpr bool has(Seam seam) const { return (bits_ & bit(seam)) != 0; }

 private:
  static constexpr unsigned bit(Seam seam) { return 1U << static_cast<unsigned>(seam); }
  unsigned bits_ = 0;
};

struct FaultInfo {
  std::string_view name{};  // "token_endpoint_503": stable
  Seam seam = Seam::whole_response;
  std::string_view title{};       // one sentence
  std::string_view clause{};      // what it breaks: "OpenID Connect Core 1.0, 3.1.3.7 (6)"
  std::string_view parameters{};  // names of the parameters it takes, space separated
  std::string_view variants{};    // ways to do it, of which an order names one; the first is the usual one
  std::string_view endpoints{};  // where it acts, space separated; empty: where the order says, or everywhere
  int status = 0;                // what the endpoint answers; 0: as the order says, or as ever
  long seconds = 0, bytes = 0;   // of a parameter that the order leaves out
};
// Every fault there is: a new one is an entry in catalogue/.
const std::vector<FaultInfo>& fault_catalogue();
const FaultInfo* find_fault(std::string_view name);
// The endpoints that an order may name: as routes are registered and the journal calls them.
const std::vector<std::string>& fault_endpoints();

// An order to misbehave.
struct FaultOrder {
  std::string name;
  std::string client_id;  // empty: any
  std::string login;      // empty: anybody
  std::string endpoint;   // empty: the fault's own, or any: "token", "keys", "discovery", "userinfo", …
  std::size_t skip = 0;   // let so many matches pass first
  std::optional<std::size_t> times;  // then act so often; absent: until removed
  // Parameters; enable() fills in what the fault itself decides.
  int status = 0;
  long milliseconds = 0;
  long seconds = 0;
  long bytes = 0;
  std::string variant;
  std::string person;  // login of somebody else than the one who signs in
  std::string url;     // of a host of the attacker
  std::string token;
};

// What is known of a request; empty: not yet.
struct FaultContext {
  std::string_view endpoint;
  std::string_view client_id;
  std::string_view login;
};

// The faults that act on one request: decided once, at the door, and again when client and person are known.
class ActiveFaults {
 public:
  bool has(std::string_view name) const;
  const FaultOrder* find(Seam seam) const;              // the first for the seam, or nullptr
  const FaultOrder* find(std::string_view name) const;  // the first of that name, or nullptr
  void add(FaultOrder order) { orders_.push_back(std::move(order)); }
  bool empty() const { return orders_.empty(); }
  const std::vector<FaultOrder>& orders() const { return orders_; }
  std::vector<std::string> names() const;

 private:
  std::vector<FaultOrder> orders_;
};

// The org's fault orders. Guards itself.
class Faults {
 public:
  struct Listed {
    unsigned long id = 0;
    FaultOrder order;
    std::size_t matched = 0;
    std::size_t acted = 0;
  };
  // The id of the order. An error says what is wrong with it, and what was meant: an unknown fault or
  // endpoint, a parameter that is missing, out of range or not the fault's.
  protocol::Result<unsigned long, std::string> enable(FaultOrder order);
  bool disable(unsigned long id);
  void clear();
  std::vector<Listed> list() const;
  bool any() const { return any_.load(std::memory_order_relaxed); }
  // Counts a match for each order that fits, and returns those that act.
  ActiveFaults match(Seams seams, const FaultContext& context);
  // The same as more becomes known of a request: orders that `before` could already judge, because it knew
  // everything they ask for, are left out, so that each counts a request once.
  ActiveFaults match_further(Seams seams, const FaultContext& before, const FaultContext& context);

 private:
  template <class Fits>
  ActiveFaults act(Seams seams, const Fits& fits);

  mutable std::mutex mutex_;
  std::atomic<bool> any_{false};
  unsigned long last_id_ = 0;
  std::vector<Listed> orders_;
};

}  // namespace mockidp
