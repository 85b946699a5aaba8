#pragma once
// An edit that calls the store would wait for a lock that its own thread holds. Every backend runs its edits
// under an EditGuard and calls refuse_inside_edit() first in each of its functions, so that the mistake is
// loud in all builds.

#include <stdexcept>

namespace mockidp {

class EditGuard {
 public:
  EditGuard() { inside() = true; }
  ~EditGuard() { inside() = false; }
  EditGuard(const EditGuard&) = delete;
  EditGuard& operator=(const EditGuard&) = delete;

  static void refuse_inside_edit() {
    if (inside()) throw std::logic_error("an edit of a record called the store");
  }

 private:
  static bool& inside() {
    thread_local bool inside = false;
    return inside;
  }
};

}  // namespace mockidp
