#include "mockidp/store/org_key.h"

namespace mockidp {
namespace {

constexpr std::size_t kOrgKeyBytes = 32;

}  // namespace

protocol::Secret org_key(RecordStore& store, const std::string& org, std::string_view name,
                         protocol::Random& random) {
  const RecordKey key{org, RecordKind::setting, std::string(name)};
  for (;;) {
    if (auto record = store.find(key)) return protocol::Secret(std::move(record->body));
    Record fresh;
    fresh.body.resize(kOrgKeyBytes);
    random.fill({reinterpret_cast<unsigned char*>(fresh.body.data()), fresh.body.size()});
    if (store.insert(key, fresh)) return protocol::Secret(std::move(fresh.body));
  }
}

}  // namespace mockidp
