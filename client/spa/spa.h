#pragma once
// The reference single-page app: a page and its scripts, which sign people in from the browser. This side
// only hands them out, and says to whom the page may speak.

#include <string>

#include "client/spa/options.h"
#include "mockidp/http/router.h"

namespace spa {

class Spa {
 public:
  explicit Spa(const Options& options);
  Spa(const Spa&) = delete;
  Spa& operator=(const Spa&) = delete;
  // Any thread may call it.
  http::Response answer(http::Request& request);

 private:
  void add(std::string path, std::string content_type, std::string body);

  const std::string policy_;  // Content-Security-Policy
  http::Router router_;
};

}  // namespace spa
