#pragma once
// The one way into Catch2, for 2.13 and 3.x alike.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Matchers::ContainsSubstring;
#else
#include <catch2/catch.hpp>
inline auto ContainsSubstring(const std::string& text) { return Catch::Matchers::Contains(text); }
// Catch2 2.x cannot skip: the test says so and passes. CI turns the skips it must not have into failures.
#define SKIP(reason) \
  do {               \
    WARN(reason);    \
    return;          \
  } while (false)
#endif
