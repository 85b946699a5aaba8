#pragma once
// Runs a handler inside cpp-httplib and gives back the bytes of its response. The only door to httplib.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "mockidp/http/message.h"
#include "mockidp/http/response_head.h"

namespace http {

struct Answer {
  std::string bytes;       // status line, headers, body
  std::size_t filler = 0;  // blanks to follow, counted in Content-Length
  AfterResponse after = AfterResponse::keep_open;
  std::optional<ResponseScript> script;
  std::function<void(std::shared_ptr<EventStream>)> stream;
};

class HttplibAdapter {
 public:
  explicit HttplibAdapter(std::function<void(std::string_view)> unhandled);
  ~HttplibAdapter();
  HttplibAdapter(const HttplibAdapter&) = delete;
  HttplibAdapter& operator=(const HttplibAdapter&) = delete;

  // Any thread. An exception that leaves the handler, a header that must not be sent and a status that is
  // none become a 500 that says nothing more; `unhandled` is told.
  Answer answer(Request& request, const Dispatcher& dispatcher, AfterResponse after);

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace http
