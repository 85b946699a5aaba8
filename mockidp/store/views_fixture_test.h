#pragma once
// What the tests of the typed views share.

#include "mockidp/store/memory_store.h"
#include "mockidp/store/views.h"
#include "mockidp/testing/catch.h"

namespace mockidp {

using namespace std::chrono_literals;

inline const auto kViewsNoon = protocol::from_unix(1767268800);

struct ViewsFixture {
  std::unique_ptr<RecordStore> store = make_memory_store();
  People people{*store, "default"};
  Sessions sessions{*store, "default"};
  Transactions transactions{*store, "default"};
  Codes codes{*store, "default"};
  RefreshFamilies families{*store, "default"};
  Grants grants{*store, "default"};
};

inline std::vector<VerifiedMethod> two_methods() {
  return {{"okta_password", "pwd", kViewsNoon}, {"ökta", "", kViewsNoon + 90s}};
}

inline void check_same(const std::vector<VerifiedMethod>& a, const std::vector<VerifiedMethod>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(a[i].authenticator == b[i].authenticator);
    CHECK(a[i].method == b[i].method);
    CHECK(a[i].at == b[i].at);
  }
}

inline bool commit_put(RecordStore& store, Batch::Put put) {
  Batch batch;
  batch.put = {std::move(put)};
  return store.commit(batch);
}

// Whether this caller was the one to redeem the code.
inline bool redeem(const ViewsFixture& views, std::string_view code) {
  const auto found = views.codes.find(code);
  if (!found || found->value.redeemed) return false;
  Batch batch;
  views.codes.redeem(*found, batch);
  return views.store->commit(batch);
}

// Every record of the org, as one string: what somebody who reads the store can see.
inline std::string everything(const RecordStore& store) {
  std::string seen;
  for (const auto kind : {RecordKind::person, RecordKind::session, RecordKind::transaction, RecordKind::code,
                          RecordKind::grant, RecordKind::setting, RecordKind::refresh_family})
    for (const auto& listed : store.list("default", kind, 0, {}, {}, SIZE_MAX)) {
      seen += listed.id + "|" + listed.record.body + "|";
      for (const auto& value : listed.record.index) seen += value + "|";
    }
  return seen;
}

}  // namespace mockidp
