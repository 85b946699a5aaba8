#pragma once
// One org at run time: its directory, clock, keys, records, journal and faults. Endpoints and the control API
// hold it by reference; every part guards itself.

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "mockidp/directory/directory.h"
#include "mockidp/faults/faults.h"
#include "mockidp/journal/journal.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/random.h"
#include "mockidp/store/proofs.h"
#include "mockidp/store/session_tokens.h"
#include "mockidp/store/views.h"
#include "mockidp/token/key_ring.h"

namespace mockidp {

using DirectorySnapshot = std::shared_ptr<const Directory>;

class Org {
 public:
  Org(std::string name, const protocol::Clock& base_clock, protocol::Random& random, RecordStore& store,
      KeyPool& pool, Journal::Options journal_options);
  ~Org();  // its keys are the pool's again
  Org(const Org&) = delete;
  Org& operator=(const Org&) = delete;

  const std::string name;  // "default"
  protocol::OffsetClock clock;
  protocol::Random& random;
  RecordStore& store;
  People people;
  Sessions sessions;
  SessionTokens session_tokens;
  Transactions transactions;
  Codes codes;
  RefreshFamilies refresh_families;
  Grants grants;
  Messages messages;
  Proofs proofs;
  Journal journal;
  Faults faults;

  // A request takes one snapshot at the door and keeps it.
  DirectorySnapshot directory() const;
  // The directory as it is at another address: for an org whose issuer follows the host that it was asked by.
  // `at_address` makes it, or answers null where it cannot; at most kMaxAddresses are known at a time.
  using AtAddress = std::function<DirectorySnapshot(const std::string& url)>;
  static constexpr std::size_t kMaxAddresses = 16;
  void follow_address(AtAddress at_address);
  bool follows_address() const { return at_address_ != nullptr; }
  struct View {
    std::uint64_t revision = 0;  // another for each address: documents are kept by it
    DirectorySnapshot directory;
  };
  View view() const;
  View view_at(const std::string& url);
  void set_directory(std::shared_ptr<const Directory> directory);
  // Counts the changes of directory and keys: what was rendered from them is good as long as this stands.
  std::uint64_t revision() const { return revision_.load(std::memory_order_acquire); }

  // The keys of an authorization server; made when first asked for. Never null.
  KeyRing& keys(std::string_view server_id);
  void rotate_keys(std::string_view server_id);
  // Rotates the keys of every server where a planned rotation lies between the last call and `now`; half a
  // period before, the key to come is announced. Any thread; of several at once one does it. Plans are
  // periods of `days` since 1970; 0: none.
  void rotate_due_keys(unsigned days, protocol::TimePoint now);

 private:
  std::vector<std::string> servers_with_keys() const;
  void announce_key(std::string_view server_id);

  KeyPool& pool_;
  AtAddress at_address_;  // set before the first request
  mutable std::mutex mutex_;
  DirectorySnapshot directory_;
  std::atomic<std::uint64_t> revision_{0};
  std::map<std::string, std::unique_ptr<KeyRing>, std::less<>> rings_;
  std::map<std::string, View> addresses_;  // of the present revision
  std::uint64_t addresses_revision_ = 0;
  std::atomic<std::uint64_t> rotation_{0};  // days and half period of the last look; 0: there was none
};

}  // namespace mockidp
