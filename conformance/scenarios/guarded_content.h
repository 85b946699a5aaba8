#pragma once
// What a page or an answer tells only to those who may see it. Judged in place of the status: an app may
// refuse with any status, and may send what it guards along with a redirect.

#include <set>
#include <string>
#include <vector>

#include "conformance/run.h"

namespace conformance {

class GuardedContent {
 public:
  // `shown` is the answer to `person`, who may see it; `open` are answers that anybody gets.
  GuardedContent(const std::string& shown, const std::vector<std::string>& open, const Needle& person);
  // The person's own data, or most of what only the guarded answer says.
  bool told_by(const std::string& body) const;
  bool told_by(const Page& page) const;  // by any answer on the way there
  // Nothing tells the guarded answer from an open one: then only its status can.
  bool is_empty() const { return pieces_.empty(); }

 private:
  std::vector<std::string> markers_;
  std::set<std::string> pieces_;
};

// A guarded page of the client, as a person sees it who is signed in.
struct GuardedPage {
  std::string path;
  Page seen;
  GuardedContent content;
};
// Signs a person in, in a browser of its own, and opens all of the manifest's guarded pages.
std::vector<GuardedPage> guarded_pages(Run& run);
// With a gate that keeps the browser on the client's origin: what would lead away is where the page ends.
Page visit_as_stranger(Run& run, const std::string& path,
                       const std::vector<std::pair<std::string, std::string>>& headers = {});
// "302 to http://…", "200", "no answer".
std::string outcome_of(const Page& page);

}  // namespace conformance
