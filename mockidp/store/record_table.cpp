#include "mockidp/store/record_table.h"

#include <algorithm>

namespace mockidp {
namespace {

std::int64_t minute_of(protocol::TimePoint time) {
  return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}

}  // namespace

const PackedRecord* RecordTable::find(std::string_view id) const {
  const auto found = records_.find(id);
  return found == records_.end() ? nullptr : found->get();
}

void RecordTable::put(PackedPtr record) {
  erase(record->id());
  auto* const added = records_.insert(std::move(record)).first->get();
  link(added);
}

bool RecordTable::erase(std::string_view id) {
  const auto found = records_.find(id);
  if (found == records_.end()) return false;
  unlink(found->get());
  records_.erase(found);
  return true;
}

std::size_t RecordTable::erase_by(std::size_t number, std::string_view value) {
  std::vector<PackedRecord*> doomed;
  if (const auto* entries = index(number); entries != nullptr && !value.empty())
    for (auto at = entries->lower_bound(IndexPlace{value, {}});
         at != entries->end() && (*at)->index(number) == value; ++at)
      doomed.push_back(*at);
  for (auto* record : doomed) forget(record);
  return doomed.size();
}

std::size_t RecordTable::erase_expired(protocol::TimePoint now, std::size_t limit) {
  std::size_t erased = 0;
  for (auto minute = expiring_.begin(); minute != expiring_.end() && minute->first <= minute_of(now);) {
    auto* record = minute->second;
    ++minute;  // first, since forgetting a minute's last record ends the minute
    while (record != nullptr && erased < limit) {
      auto* const next = record->next;
      if (record->expires_at <= now) forget(record), ++erased;
      record = next;
    }
  }
  return erased;
}

void RecordTable::list(std::size_t number, std::string_view value, std::string_view after, std::size_t limit,
                       std::vector<RecordStore::Listed>& out) const {
  std::vector<const PackedRecord*> chosen;
  if (value.empty()) {
    for (const auto& record : records_)
      if (record->id() > after || after.empty()) chosen.push_back(record.get());
    const auto by_id = [](const PackedRecord* a, const PackedRecord* b) { return a->id() < b->id(); };
    const auto wanted = std::min(limit, chosen.size());
    std::partial_sort(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(wanted), chosen.end(),
                      by_id);
    chosen.resize(wanted);
  } else if (const auto* entries = index(number)) {
    const IndexPlace start{value, after};
    auto at = after.empty() ? entries->lower_bound(start) : entries->upper_bound(start);
    for (; at != entries->end() && (*at)->index(number) == value && chosen.size() < limit; ++at)
      chosen.push_back(*at);
  }
  for (const auto* record : chosen) out.push_back({std::string(record->id()), record->unpack()});
}

void RecordTable::link(PackedRecord* record) {
  for (std::size_t number = 0; number < kRecordIndexes; ++number) {
    if (record->index(number).empty()) continue;
    while (indexes_.size() <= number) indexes_.emplace_back(IndexOrder{indexes_.size()});
    indexes_[number].insert(record);
  }
  if (record->expires_at == protocol::TimePoint::max()) return;
  auto& first = expiring_[minute_of(record->expires_at)];
  record->next = first;
  if (first != nullptr) first->previous = record;
  first = record;
}

void RecordTable::unlink(PackedRecord* record) {
  for (std::size_t number = 0; number < indexes_.size(); ++number)
    if (!record->index(number).empty()) indexes_[number].erase(record);
  if (record->expires_at == protocol::TimePoint::max()) return;
  if (record->next != nullptr) record->next->previous = record->previous;
  if (record->previous != nullptr) {
    record->previous->next = record->next;
    return;
  }
  const auto minute = expiring_.find(minute_of(record->expires_at));
  if (record->next != nullptr)
    minute->second = record->next;
  else
    expiring_.erase(minute);
}

void RecordTable::forget(PackedRecord* record) {
  unlink(record);
  records_.erase(records_.find(record->id()));
}

}  // namespace mockidp
