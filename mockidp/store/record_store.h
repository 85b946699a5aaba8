#pragma once
// Mutable state of the server, under every typed view. Safe to call from several threads. A failing medium
// throws StoreUnavailable; "not there" is an ordinary answer. No backend expires by its own clock.

#include <array>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/protocol/clock.h"

namespace mockidp {

// One byte on purpose: a record's key is part of its cost.
enum class RecordKind : unsigned char {
  person = 1,
  session,
  transaction,
  code,
  grant,
  setting,
  session_token,
  message,
  refresh_family,
  spent_proof
};

struct RecordKey {
  std::string org;  // short name of the org: "default"
  RecordKind kind = RecordKind::setting;
  std::string id;  // raw bytes are fine
  bool operator==(const RecordKey&) const = default;
};

inline constexpr std::size_t kRecordIndexes = 4;

struct Record {
  std::string body;  // opaque, versioned bytes
  std::array<std::string, kRecordIndexes>
      index;  // look-up values of the kind, e.g. login; empty: not indexed
  protocol::TimePoint expires_at = protocol::TimePoint::max();
};

class StoreUnavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Several records at once, all or nothing. What is erased is erased before anything is put.
struct Batch {
  struct Expect {
    RecordKey key;
    std::optional<std::string> body;  // the body it must still have; nullopt: it must not exist
  };
  struct Put {
    RecordKey key;
    Record record;
  };
  std::vector<Expect> expect;
  std::vector<Put> put;
  std::vector<RecordKey> erase;
};

class RecordStore {
 public:
  using Edit = std::function<bool(Record&)>;  // false: leave the record as it was

  virtual ~RecordStore() = default;
  virtual bool insert(const RecordKey& key, const Record& record) = 0;  // false: taken
  virtual std::optional<Record> find(const RecordKey& key) const = 0;
  // Atomic; false if there is no such record, whatever the edit answers. `edit` may run again, and must not
  // call the store: EditGuard throws std::logic_error then. An edit that throws has changed nothing.
  virtual bool update(const RecordKey& key, const Edit& edit) = 0;
  virtual bool erase(const RecordKey& key) = 0;

  struct Listed {
    std::string id;
    Record record;
  };
  // Records whose index number `index` is `value`, or all of the kind for an empty `value`; by id, after
  // `after`.
  virtual std::vector<Listed> list(std::string_view org, RecordKind kind, std::size_t index,
                                   std::string_view value, std::string_view after,
                                   std::size_t limit) const = 0;
  // An empty value names no index entry, so it erases nothing.
  virtual std::size_t erase_by(std::string_view org, RecordKind kind, std::size_t index,
                               std::string_view value) = 0;
  virtual std::size_t erase_expired(std::string_view org, protocol::TimePoint now) = 0;  // expires_at <= now
  virtual void drop(std::string_view org) = 0;
  virtual bool commit(const Batch& batch) = 0;  // false: an expectation failed, nothing was changed
};

}  // namespace mockidp
