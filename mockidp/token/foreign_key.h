#pragma once
// The key of somebody who is no provider of ours: what faults sign with that a client must not believe.

#include "mockidp/token/key_ring.h"

namespace mockidp {

// Embedded, and so the same in every run. No key ring ever holds it. Any thread.
const Key& foreign_key();

}  // namespace mockidp
