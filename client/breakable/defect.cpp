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
    std::vector<Defect> all_of_them;
    const auto append = [&](std::string_view name, std::vector<Defect> chapter) {
      for (auto& defect : chapter) {
        defect.chapter = name;
        all_of_them.push_back(std::move(defect));
      }
    };
#define BREAKABLE_CHAPTER(chapter) append(#chapter, defects::chapter());
#include "client/breakable/chapters.inc"
#undef BREAKABLE_CHAPTER
    return all_of_them;
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
