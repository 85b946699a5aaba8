#include "mockidp/endpoints/caching.h"

#include <ctime>

#include "mockidp/protocol/bytes.h"

namespace mockidp {
namespace {

// RFC 9110 13.1.2: a list, compared weakly, or "*".
bool has_etag(std::string_view if_none_match, std::string_view etag) {
  return if_none_match == "*" || if_none_match.find(etag) != std::string_view::npos;
}

ReadyDocument make_ready(std::string body) {
  const protocol::Digest digest = protocol::sha256(body);
  std::string etag = '"' + protocol::base64url_encode(protocol::as_view(digest).substr(0, 12)) + '"';
  return {std::move(body), std::move(etag)};
}

bool browser_has(const Exchange& exchange, const ReadyDocument& document) {
  return has_etag(exchange.request.header("If-None-Match"), document.etag);
}

http::Headers headers_of(const Exchange& exchange, const ReadyDocument& document,
                         std::chrono::seconds max_age) {
  return {{"Cache-Control", "max-age=" + std::to_string(max_age.count()) + ", must-revalidate"},
          {"Expires", http_date(exchange.now + max_age)},
          {"ETag", document.etag}};
}

http::Response not_modified(const Exchange& exchange, const ReadyDocument& document,
                            std::chrono::seconds max_age) {
  http::Response response;
  response.status = 304;
  response.headers = headers_of(exchange, document, max_age);
  return response;
}

std::shared_ptr<const http::Prepared> prepare_document(const Exchange& exchange,
                                                       const ReadyDocument& document,
                                                       std::chrono::seconds max_age) {
  http::Headers headers = headers_of(exchange, document, max_age);
  headers.emplace(headers.begin(), "Content-Type", "application/json");
  headers.insert(headers.end(), kEveryResponse.begin(), kEveryResponse.end());
  return http::prepare(std::move(headers), document.body);
}

}  // namespace

std::shared_ptr<const ReadyDocuments::Entry> ReadyDocuments::find(std::string_view name,
                                                                  std::uint64_t revision) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(name);
  return found != entries_.end() && found->second->revision == revision ? found->second : nullptr;
}

http::Response ReadyDocuments::answer(const Exchange& exchange, std::string_view name,
                                      std::chrono::seconds max_age,
                                      const std::function<std::string()>& render) {
  const std::int64_t second = protocol::to_unix(exchange.now);
  auto entry = find(name, exchange.revision);
  if (!entry || entry->second != second) {
    auto fresh = std::make_shared<Entry>();
    fresh->revision = exchange.revision;
    fresh->document = entry ? entry->document : make_ready(render());
    fresh->second = second;
    fresh->prepared = prepare_document(exchange, fresh->document, max_age);
    entry = std::move(fresh);
    const std::lock_guard lock(mutex_);
    entries_.insert_or_assign(std::string(name), entry);
  }
  if (browser_has(exchange, entry->document)) return not_modified(exchange, entry->document, max_age);
  http::Response response;
  response.prepared = entry->prepared;
  response.headers.reserve(4);
  return response;
}

http::Response answer_document(const Exchange& exchange, std::string body, std::chrono::seconds max_age) {
  const ReadyDocument document = make_ready(std::move(body));
  if (browser_has(exchange, document)) return not_modified(exchange, document, max_age);
  http::Response response;
  response.prepared = prepare_document(exchange, document, max_age);
  return response;
}

// The documents of a second expire in the same one.
std::string http_date(protocol::TimePoint at) {
  thread_local std::time_t last = -1;
  thread_local std::string text;
  const std::time_t seconds = protocol::to_unix(at);
  if (seconds == last && !text.empty()) return text;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char written[40];
  const std::size_t length = std::strftime(written, sizeof written, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  text.assign(written, length);
  last = seconds;
  return text;
}

}  // namespace mockidp
