#include "client/breakable/defect.h"

#include <algorithm>

namespace breakable {

#define BREAKABLE_CHAPTER(chapter) std::vector<Defect> chapter();
namespace defects {
#include "client/breakable/chapters.inc"
}
#undef BREAKABLE_CHAPTER

const std::vector<Defect>& all_defects() {
  static const std::vector<Defect> all = [] {
    std::vector<Defect> defects;
    const auto append = [&](std::vector<Defect> chapter) {
      defects.insert(defects.end(), chapter.begin(), chapter.end());
    };
#define BREAKABLE_CHAPTER(chapter) append(defects::chapter());
#include "client/breakable/chapters.inc"
#undef BREAKABLE_CHAPTER
    return defects;
  }();
  return all;
}

const Defect* find_defect(std::string_view name) {
  const auto& all = all_defects();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Defect& defect) { return defect.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace breakable
