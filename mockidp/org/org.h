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
  Transactions transactions;
  Codes codes;
  Grants grants;
  Journal journal;
  Faults faults;

  // A request takes one snapshot at the door and keeps it.
  DirectorySnapshot directory() const;
  void set_directory(std::shared_ptr<const Directory> directory);
  // Counts the changes of directory and keys: what was rendered from them is good as long as this stands.
  std::uint64_t revision() const { return revision_.load(std::memory_order_acquire); }

  // The keys of an authorization server; made when first asked for. Never null.
  KeyRing& keys(std::string_view server_id);
  void rotate_keys(std::string_view server_id);

 private:
  KeyPool& pool_;
  mutable std::mutex mutex_;
  DirectorySnapshot directory_;
  std::atomic<std::uint64_t> revision_{0};
  std::map<std::string, std::unique_ptr<KeyRing>, std::less<>> rings_;
};

}  // namespace mockidp
