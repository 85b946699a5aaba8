#pragma once
#include <vector>

namespace mockidp::document {

// What may stand alone or in a list.
template <class V>
struct OneOrMany {
  std::vector<V> items;
  bool is_list = false;
};

}  // namespace mockidp::document
