#pragma once
// What a person sees while scenarios run.

#include <iosfwd>
#include <set>

#include "conformance/report/reports.h"
#include "conformance/runner/suite.h"

namespace conformance {

enum class ProgressStyle {
  lines,  // one a scenario
  live,   // on a terminal: what passes leaves no line, one line at the end says how far it is
};

class Progress final : public SuiteObserver {
 public:
  // `expected`: how many scenarios will be told of. Skipped ones are left out.
  Progress(std::ostream& out, ProgressStyle style, std::size_t expected);
  void started(const Scenario& scenario) override;
  void finished(const Result& result) override;
  void clear();  // the line at the end

 private:
  std::ostream& out_;
  ProgressStyle style_;
  std::size_t expected_;
  std::set<const Scenario*> told_;
};

}  // namespace conformance
