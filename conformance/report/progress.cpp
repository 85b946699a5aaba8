#include "conformance/report/progress.h"

#include <iomanip>
#include <ostream>

#include "conformance/report/printable.h"

namespace conformance {

namespace {

constexpr int kWordWidth = 14, kIdWidth = 14, kTimeWidth = 6;
constexpr std::size_t kShownTitle = 60;  // so that the line never wraps: a wrapped one cannot be taken back
constexpr const char* kBackToLineStart = "\r\033[K";

std::string padded(std::string text, std::size_t width, std::size_t shown) {
  return text.append(shown < width ? width - shown : 1, ' ');
}

}  // namespace

Progress::Progress(std::ostream& out, ProgressStyle style, std::size_t expected)
    : out_(out), style_(style), expected_(expected) {}

void Progress::clear() {
  if (style_ == ProgressStyle::live) out_ << kBackToLineStart << std::flush;
}

void Progress::started(const Scenario& scenario) {
  if (style_ != ProgressStyle::live) return;
  out_ << kBackToLineStart << told_.size() << " of " << expected_ << "  " << scenario.id << "  "
       << printable(scenario.title.substr(0, kShownTitle)) << std::flush;
}

void Progress::finished(const Result& result) {
  if (result.verdict == Verdict::skip) return;
  told_.insert(result.scenario);
  const bool live = style_ == ProgressStyle::live;
  if (live && result.verdict == Verdict::pass) return;
  clear();
  out_ << padded(verdict_word(result.verdict, live ? Colours::on : Colours::off), kWordWidth,
                 verdict_word(result.verdict, Colours::off).size())
       << padded(result.scenario->id, kIdWidth, result.scenario->id.size()) << std::right
       << std::setw(kTimeWidth) << result.attempt.took.count() << " ms  " << result.scenario->title << "\n"
       << std::flush;
}

}  // namespace conformance
