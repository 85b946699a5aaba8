#pragma once
// Where the reader of an org document stands, and where it leaves what is wrong there.

#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/org_document.h"

namespace mockidp::document {

// One reading of one document.
struct Reading {
  const Environment& environment;
  std::vector<DocumentProblem> problems;
};

// A JSON pointer (RFC 6901) into the document being read. Borrows the reading.
class Place {
 public:
  explicit Place(Reading& reading) : reading_(reading) {}
  Place operator/(std::string_view key) const;
  Place operator/(std::size_t index) const;
  const std::string& pointer() const { return pointer_; }
  const Environment& environment() const { return reading_.environment; }
  void report(std::string message) const;
  bool refuse(std::string message) const { return report(std::move(message)), false; }

 private:
  Place(Reading& reading, std::string pointer) : reading_(reading), pointer_(std::move(pointer)) {}
  Reading& reading_;
  std::string pointer_;
};

// As JSON writes it, for messages: quotes and control characters cannot break out of it.
std::string in_quotes(std::string_view text);
// ; did you mean "client_id"?  – or "" if nothing of the kind is known.
std::string did_you_mean(const std::vector<std::string>& known, std::string_view text);

}  // namespace mockidp::document
