#pragma once
// What a fuzz target says of any bytes. A property that does not hold ends the process with its text, which
// both libFuzzer and the replaying test notice.

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace mockidp::fuzz {

inline void hold(bool property, const char* what) {
  if (property) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace mockidp::fuzz
