#pragma once
// Why a run cannot go on: never a verdict on the client.

#include <stdexcept>
#include <string>

namespace conformance {

// Provider or client cannot be run, or do not fit together.
class CannotRun : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class ScenarioSkipped : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class ScenarioTimedOut : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace conformance
