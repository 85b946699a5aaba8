#include <charconv>
#include <nlohmann/json.hpp>

#include "mockidp/control/routes.h"

namespace mockidp {

namespace {

constexpr std::size_t kMaxEntriesAtOnce = 1000;

std::optional<std::uint64_t> parse_count(std::string_view text, std::uint64_t absent) {
  if (text.empty()) return absent;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

http::Response read_journal(ControlRequest& request) {
  const auto after = parse_count(request.query.get("after"), 0);
  const auto limit = parse_count(request.query.get("limit"), 200);
  if (!after || !limit || *limit == 0 || *limit > kMaxEntriesAtOnce)
    return control_error(400, "bad_query", "\"after\" is a sequence number, \"limit\" 1 to 1000.");
  const auto entries = request.org->journal.read(*after, *limit);
  std::string body =
      "{\"last_sequence\":" + std::to_string(request.org->journal.last_sequence()) + ",\"entries\":[";
  for (const auto& entry : entries) body += (&entry == &entries.front() ? "\n" : ",\n") + entry.json;
  return control_text(200, body + "\n]}\n");
}

std::string as_event(const JournalEntry& entry) {
  return "id: " + std::to_string(entry.sequence) + "\nevent: entry\ndata: " + entry.json + "\n\n";
}

// Each entry as one server-sent event, from `after` (or Last-Event-ID) on.
http::Response stream_journal(ControlRequest& request) {
  const auto last_id = request.http.header("Last-Event-ID");
  const auto after = parse_count(last_id.empty() ? request.query.get("after") : last_id, 0);
  if (!after) return control_error(400, "bad_query", "\"after\" is a sequence number.");
  auto response = http::text_response(200, "text/event-stream", "");
  response.set("Cache-Control", "no-store");
  response.stream = [org = request.org, after = *after](std::shared_ptr<http::EventStream> stream) {
    // Serialises the catching up with what is recorded meanwhile: an entry is sent once, in order.
    auto sent = std::make_shared<std::pair<std::mutex, std::uint64_t>>();
    sent->second = after;
    const auto push_new = [org = std::weak_ptr(org), stream, sent] {
      const auto alive = org.lock();
      if (!alive || !stream->open()) return false;
      const std::lock_guard lock(sent->first);
      for (const auto& entry : alive->journal.read(sent->second, kMaxEntriesAtOnce)) {
        stream->push(as_event(entry));
        sent->second = entry.sequence;
      }
      return true;
    };
    stream->push(": journal\n\n");
    push_new();
    org->journal.subscribe([push_new](std::uint64_t) { return push_new(); });
  };
  return response;
}

}  // namespace

void add_journal_control(ControlRoutes& routes) {
  routes.add("GET", "/orgs/{org}/journal", {}, read_journal);
  routes.add("GET", "/orgs/{org}/journal/events", {}, stream_journal);
  routes.add("DELETE", "/orgs/{org}/journal", {}, [](ControlRequest& request) {
    request.org->journal.clear();
    return control_empty();
  });
}

}  // namespace mockidp
