#pragma once
// What happened in an org, request by request: a bounded ring, compact in memory, JSON only when it is read.
// Codes, verifiers, secrets and tokens appear as a keyed digest with length and charset, so that equality can
// be judged without keeping them; an org created with `journal: raw` records them in clear.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/protocol/clock.h"

namespace mockidp {

// Gathers the facts of one request while it is handled, by one thread; endpoints hold it by reference.
class Trace {
 public:
  // One thing that happened, in the order it did.
  struct Fact {
    enum class Kind : unsigned char { received, sent, decided, failed, step };
    Kind kind = Kind::received;
    std::string name, value, extra;
    std::string constraint{};  // of a step, whose policy is the value and whose rule is the extra
  };

  void endpoint(std::string_view name) { endpoint_ = name; }  // "authorize", "token", "hosted.identify", …
  void server(std::string_view id) { server_ = id; }
  void client(std::string_view id) { client_ = id; }
  void person(std::string_view login) { person_ = login; }
  // Ties authorize, pages, token and userinfo of one sign-in together.
  void flow(std::string_view id) { flow_ = id; }
  // A parameter of the request or the response. `sensitive` values are digested by the journal.
  void received(std::string_view name, std::string_view value);
  void sent(std::string_view name, std::string_view value);
  // Why something was decided: policy, rule, constraint, switch or fault. `closest`: what would have passed.
  void decided(std::string_view what, std::string_view by, std::string_view closest = {});
  // A step of a sign-in, and the policy, rule and constraint that ask for it; each of them may be empty.
  void step(std::string_view name, std::string_view policy, std::string_view rule,
            std::string_view constraint);
  void failed(std::string_view internal_code, std::string_view description);  // the last one counts

  // Nothing happened that somebody would look for: the request is not recorded.
  void leave_out() { left_out_ = true; }

  bool left_out() const { return left_out_; }
  const std::string& endpoint() const { return endpoint_; }
  const std::string& server() const { return server_; }
  const std::string& client() const { return client_; }
  const std::string& person() const { return person_; }
  const std::string& flow() const { return flow_; }
  const std::vector<Fact>& facts() const { return facts_; }

 private:
  std::string endpoint_, server_, client_, person_, flow_;
  std::vector<Fact> facts_;
  bool left_out_ = false;
};

struct JournalEntry {
  std::uint64_t sequence = 0;  // from 1, without gaps
  std::string json;            // one object, as GET …/journal answers it
};

// The org's journal. Guards itself.
class Journal {
 public:
  struct Options {
    std::size_t capacity = 2000;      // entries; the oldest give way
    std::size_t max_bytes = 4 << 20;  // of all entries together; the newest is always kept
    bool raw = false;
    std::string digest_key{};  // 32 random bytes
  };
  explicit Journal(Options options);
  ~Journal();

  struct Exchange {
    protocol::TimePoint at{};
    std::string_view request_id{}, method{}, path{};
    int status = 0;
    std::string_view
        location{};  // of a redirect, without its parameters' secrets: parameters are in the trace
  };
  void record(const Exchange& exchange, const Trace& trace);
  // Entries after `after`, oldest first.
  std::vector<JournalEntry> read(std::uint64_t after, std::size_t limit) const;
  std::uint64_t last_sequence() const;
  void clear();  // sequences go on
  // Called with the sequence after each record, outside the lock, for live views; threads may overtake one
  // another. A listener that answers false is not called again.
  void subscribe(std::function<bool(std::uint64_t)> listener);

 private:
  struct Ring;
  std::unique_ptr<Ring> ring_;
};

// The parameters that are digested: code, code_verifier, client_secret, access_token, id_token,
// refresh_token, id_token_hint, credentials.passcode, sessionToken, Authorization, …
bool is_sensitive(std::string_view parameter);

}  // namespace mockidp
