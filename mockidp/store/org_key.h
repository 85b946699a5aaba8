#pragma once
// Keys that an org draws for itself, and keeps with its records.

#include <string>
#include <string_view>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/random.h"
#include "mockidp/store/record_store.h"

namespace mockidp {

// 32 bytes; drawn when first asked for, by one of however many ask at once.
protocol::Secret org_key(RecordStore& store, const std::string& org, std::string_view name,
                         protocol::Random& random);

}  // namespace mockidp
