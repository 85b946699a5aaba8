#pragma once
// What the contract of RecordStore is told with: keys, records and their ids, of one org and kind.

#include <string>
#include <string_view>
#include <vector>

#include "mockidp/store/record_store.h"

namespace mockidp {

namespace contract {

using namespace std::chrono_literals;
inline const protocol::TimePoint kNoon = protocol::from_unix(1767268800);

inline RecordKey key(std::string id, RecordKind kind = RecordKind::code) {
  return {"default", kind, std::move(id)};
}

inline Record record(std::string body, std::string first = {}, std::string second = {}) {
  Record made;
  made.body = std::move(body);
  made.index[0] = std::move(first);
  made.index[1] = std::move(second);
  return made;
}

inline Record expiring(std::string body, protocol::TimePoint at) {
  auto made = record(std::move(body));
  made.expires_at = at;
  return made;
}

inline std::string body_of(const RecordStore& store, const RecordKey& key) {
  const auto found = store.find(key);
  return found ? found->body : "(none)";
}

inline std::vector<std::string> ids(const RecordStore& store, std::size_t index, std::string_view value,
                                    std::string_view after = {}, std::size_t limit = 100) {
  std::vector<std::string> found;
  for (const auto& listed : store.list("default", RecordKind::code, index, value, after, limit))
    found.push_back(listed.id);
  return found;
}

using Ids = std::vector<std::string>;

}  // namespace contract

}  // namespace mockidp
