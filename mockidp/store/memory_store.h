#pragma once
#include <memory>

#include "mockidp/store/record_store.h"

namespace mockidp {

// Sharded hash tables in memory; no lock is held while calling out, except for `update`'s pure edit.
std::unique_ptr<RecordStore> make_memory_store();

}  // namespace mockidp
