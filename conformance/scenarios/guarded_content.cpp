#include "conformance/scenarios/guarded_content.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "conformance/oracle/url.h"

namespace conformance {

namespace {

constexpr std::size_t kShortestPiece = 4;
constexpr const char* kNoSuchPage = "/no-such-page-of-this-client";

std::string in_lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

// Text between tags and quotes: fits HTML as well as JSON.
std::set<std::string> pieces_of(const std::string& body) {
  std::set<std::string> pieces;
  std::size_t begin = 0;
  while (begin <= body.size()) {
    const auto end = std::min(body.find_first_of("<>\"\n", begin), body.size());
    if (auto piece = trimmed(std::string_view(body).substr(begin, end - begin));
        piece.size() >= kShortestPiece)
      pieces.insert(std::move(piece));
    begin = end + 1;
  }
  return pieces;
}

std::vector<std::string> markers_of(const Needle& person) {
  return {in_lower_case(person.login.substr(0, person.login.find('@'))),
          in_lower_case(person.name.substr(person.name.rfind(' ') + 1)),
          in_lower_case(person.email.substr(0, person.email.find('@'))), in_lower_case(person.sub)};
}

bool names_any(const std::string& text, const std::vector<std::string>& markers) {
  const auto lower = in_lower_case(text);
  return std::any_of(markers.begin(), markers.end(), [&](const std::string& marker) {
    return !marker.empty() && lower.find(marker) != std::string::npos;
  });
}

void keep_on_client(Run& run, UserAgent& browser) {
  browser.stop_before([here = run.client().url("/")](const std::string&, const std::string& url) {
    return same_origin(url, here);
  });
}

}  // namespace

GuardedContent::GuardedContent(const std::string& shown, const std::vector<std::string>& open,
                               const Needle& person)
    : markers_(markers_of(person)), pieces_(pieces_of(shown)) {
  std::erase_if(pieces_, [&](const std::string& piece) { return names_any(piece, markers_); });
  for (const auto& body : open)
    for (const auto& piece : pieces_of(body)) pieces_.erase(piece);
}

bool GuardedContent::told_by(const std::string& body) const {
  if (names_any(body, markers_)) return true;
  if (pieces_.empty()) return false;
  const auto told = pieces_of(body);
  const auto common = std::count_if(pieces_.begin(), pieces_.end(),
                                    [&](const std::string& piece) { return told.count(piece) > 0; });
  return 2 * static_cast<std::size_t>(common) >= pieces_.size();
}

bool GuardedContent::told_by(const Page& page) const {
  return std::any_of(page.hops.begin(), page.hops.end(),
                     [&](const Hop& hop) { return told_by(hop.response_body); });
}

std::vector<GuardedPage> guarded_pages(Run& run) {
  const auto& manifest = run.client().manifest();
  const auto person = run.idp().new_person();
  auto& member = run.another_browser();
  run.sign_in(member, person);
  keep_on_client(run, member);

  std::vector<std::string> open{visit_as_stranger(run, kNoSuchPage).body};
  if (!manifest.public_path.empty()) {
    open.push_back(visit_as_stranger(run, manifest.public_path).body);
    open.push_back(member.get(run.client().url(manifest.public_path)).body);
  }
  auto paths = manifest.protected_paths;
  if (std::find(paths.begin(), paths.end(), manifest.protected_path) == paths.end())
    paths.insert(paths.begin(), manifest.protected_path);
  std::vector<GuardedPage> pages;
  for (const auto& path : paths) {
    auto seen = member.get(run.client().url(path));
    const GuardedContent content(seen.body, open, person);
    pages.push_back({path, std::move(seen), content});
  }
  return pages;
}

Page visit_as_stranger(Run& run, const std::string& path,
                       const std::vector<std::pair<std::string, std::string>>& headers) {
  auto& stranger = run.another_browser();
  keep_on_client(run, stranger);
  return stranger.get(run.client().url(path), headers);
}

std::string outcome_of(const Page& page) {
  const auto& last = page.last();
  if (last.status == 0) return "no answer";
  const auto status = std::to_string(last.status);
  return last.location.empty() ? status : status + " to " + last.location;
}

}  // namespace conformance
