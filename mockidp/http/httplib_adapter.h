#pragma once
// Runs a handler inside cpp-httplib and gives back the bytes of its response. The only door to httplib.

#include <functional>
#include <memory>
#include <string_view>

#include "mockidp/http/draft.h"

namespace http {

class HttplibAdapter {
 public:
  explicit HttplibAdapter(std::function<void(std::string_view)> unhandled);
  ~HttplibAdapter();
  HttplibAdapter(const HttplibAdapter&) = delete;
  HttplibAdapter& operator=(const HttplibAdapter&) = delete;

  // Any thread. What draft_response() throws becomes a 500, and `unhandled` is told.
  Answer answer(Request& request, const Dispatcher& dispatcher, AfterResponse after);

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace http
