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
  std::string body;
  std::string etag;
};

// By name. Any thread; no lock is held while rendering.
class ReadyDocuments {
 public:
  // 200 with the document, or 304 where the browser has it; fresh for so long. Put together once a second.
  http::Response answer(const Exchange& exchange, std::string_view name, std::chrono::seconds max_age,
                        const std::function<std::string()>& render);

 private:
  struct Entry {
    std::uint64_t revision = 0;  // of the org it was rendered from
    ReadyDocument document;
    std::int64_t second = 0;  // of the org's clock, UTC: Expires and max-age are counted from it
    std::shared_ptr<const http::Prepared> prepared;
  };
  std::shared_ptr<const Entry> find(std::string_view name, std::uint64_t revision);

  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Entry>, std::less<>> entries_;
};

// The same for a document of one request.
http::Response answer_document(const Exchange& exchange, std::string body, std::chrono::seconds max_age);

std::string http_date(protocol::TimePoint at);  // "Sun, 06 Nov 1994 08:49:37 GMT"

}  // namespace mockidp
