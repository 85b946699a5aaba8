#pragma once
// std::regex for tests. With sanitizers GCC 12 takes its own <regex> for uninitialized (GCC bug 105562).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <regex>
