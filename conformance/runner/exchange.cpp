#include "conformance/runner/exchange.h"

#include "conformance/oracle/url.h"

namespace conformance {

namespace {

constexpr std::size_t kLongestText = 240;
constexpr const char* kOwnApps = "runner-";  // the client ids of MockIdp's own apps

std::string shortened(std::string text) {
  if (text.size() > kLongestText) text = text.substr(0, kLongestText) + "…";
  for (auto& letter : text)
    if (static_cast<unsigned char>(letter) < 0x20) letter = ' ';
  return text;
}

std::string place_of(const std::string& url, const std::string& org_url, const std::string& app_url) {
  if (same_origin(url, org_url)) return "provider";
  if (same_origin(url, app_url)) return "app";
  const auto parsed = parse_url(url);
  return parsed ? parsed->authority() : "elsewhere";
}

std::string told(const Hop& hop) {
  const auto url = parse_url(hop.url);
  std::string text = hop.method + " " + (url ? url->target() : hop.url);
  if (hop.status == 0) return shortened(text) + " → no answer";
  text = shortened(text) + " → " + std::to_string(hop.status);
  if (hop.location.empty()) return text;
  const bool by_refresh = (hop.status < 300 || hop.status >= 400) && hop.header("Location").empty();
  return text + (by_refresh ? ", refreshes to " : " ") + shortened(hop.location);
}

ExchangeLine back_channel(const JournalEntry& entry) {
  std::string text = entry.method + " " + entry.path + " → " + std::to_string(entry.status);
  if (!entry.failed.empty()) text += " (" + entry.failed + ")";
  return {entry.client_id.starts_with(kOwnApps) ? "runner" : "app", "provider", shortened(text)};
}

bool is_visit(const JournalEntry& entry, const Hop& hop) {
  const auto url = parse_url(hop.url);
  return url && url->path == entry.path && entry.method == hop.method && entry.status == hop.status;
}

}  // namespace

std::vector<ExchangeLine> exchange_of(const std::vector<Hop>& hops, const std::vector<JournalEntry>& journal,
                                      const std::string& org_url, const std::string& app_url) {
  std::vector<ExchangeLine> lines;
  std::size_t told_of = 0;
  for (const auto& hop : hops) {
    const auto place = place_of(hop.url, org_url, app_url);
    if (place == "provider") {
      auto visit = told_of;
      while (visit < journal.size() && !is_visit(journal[visit], hop)) ++visit;
      if (visit < journal.size()) {
        for (; told_of < visit; ++told_of) lines.push_back(back_channel(journal[told_of]));
        ++told_of;
      }
    }
    lines.push_back({"browser", place, told(hop)});
  }
  for (; told_of < journal.size(); ++told_of) lines.push_back(back_channel(journal[told_of]));
  return lines;
}

}  // namespace conformance
