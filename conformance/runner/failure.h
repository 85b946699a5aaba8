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

// Somebody else listens where the client was to listen.
class PortTaken : public CannotRun {
 public:
  using CannotRun::CannotRun;
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
