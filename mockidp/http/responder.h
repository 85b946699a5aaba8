#pragma once
// From a request and its handler to the bytes of the response.

#include <functional>
#include <string_view>

#include "mockidp/http/draft.h"
#include "mockidp/http/httplib_adapter.h"

namespace http {

class Responder {
 public:
  explicit Responder(std::function<void(std::string_view)> unhandled)
      : unhandled_(unhandled), httplib_(std::move(unhandled)) {}

  // Any thread. What a handler throws becomes a 500, and `unhandled` is told. GET and HEAD are answered here,
  // all else through httplib, with the same result: docs/decisions/0002-http-front.md says why.
  Answer answer(Request& request, const Dispatcher& dispatcher, AfterResponse after);

 private:
  const std::function<void(std::string_view)> unhandled_;
  HttplibAdapter httplib_;
};

}  // namespace http
