#pragma once
// Documents that stay the same between two changes of the org: rendered once, then answered from memory.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "mockidp/endpoints/exchange.h"

namespace mockidp {

struct ReadyDocument {
  std::uint64_t revision = 0;  // of the org it was rendered from
  std::string body;
  std::string etag;
};

// By name. Any thread; no lock is held while rendering.
class ReadyDocuments {
 public:
  std::shared_ptr<const ReadyDocument> get(std::string_view name, std::uint64_t revision,
                                           const std::function<std::string()>& render);

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const ReadyDocument>, std::less<>> documents_;
};

ReadyDocument make_ready(std::uint64_t revision, std::string body);

// 200 with the document, or 304 where the browser has it; fresh for so long.
http::Response answer_document(const Exchange& exchange, const ReadyDocument& document,
                               std::chrono::seconds max_age);

std::string http_date(protocol::TimePoint at);  // "Sun, 06 Nov 1994 08:49:37 GMT"

}  // namespace mockidp
