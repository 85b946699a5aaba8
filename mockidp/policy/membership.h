#pragma once
#include <algorithm>
#include <vector>

namespace mockidp {

template <class T, class U>
bool is_among(const std::vector<T>& list, const U& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace mockidp
