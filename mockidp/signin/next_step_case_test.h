#pragma once
// What the tables of next steps share.

#include <functional>
#include <string>
#include <vector>

#include "mockidp/signin/scene_test.h"
#include "mockidp/testing/catch.h"

namespace mockidp {

struct NextStepCase {
  const char* title;
  std::function<void(Scene&)> arrange;
  std::string step;
  std::string constraint;
};

inline void check_next_steps(const std::vector<NextStepCase>& cases) {
  for (const auto& one : cases) {
    CAPTURE(one.title);
    Scene scene;
    one.arrange(scene);
    const Step step = scene.next();
    CHECK(name_of(step) == one.step);
    CHECK(step.why.constraint == one.constraint);
  }
}

inline OktaError refusal_of(const Step& step) {
  const auto* refuse = std::get_if<Refuse>(&step.what);
  REQUIRE(refuse != nullptr);
  CHECK_FALSE(refuse->refusal.decided_by.empty());
  return refuse->refusal.error;
}

inline Done done_of(const Step& step) {
  const auto* done = std::get_if<Done>(&step.what);
  REQUIRE(done != nullptr);
  return *done;
}

}  // namespace mockidp
