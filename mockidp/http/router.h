#pragma once
// Exact paths and {param} segments on the undecoded path. Built once, then read by all threads.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/http/message.h"

namespace http {

class Router {
 public:
  // `pattern` is "/oauth2/{authServerId}/v1/token". A literal segment beats a parameter. Adding the same
  // method and pattern twice is a programming error. A GET route answers HEAD too.
  void add(std::string_view method, std::string_view pattern, Handler handler);

  struct Route {
    std::string method;
    std::string pattern;
  };
  std::vector<Route> routes() const;  // in the order added: OpenAPI and metadata are held against it

  // nullptr: no such path, or not by this method; then `allowed` holds the methods the path has (empty: no
  // path). Fills request.path_params. A segment that does not decode matches nothing.
  const Handler* find(Request& request, std::vector<std::string>& allowed) const;

 private:
  struct Node;
  struct Entry {
    std::string method;
    std::string pattern;
    std::vector<std::string> segments;
    Handler handler;
  };
  std::vector<Entry> entries_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> exact_;  // patterns without parameters
};

}  // namespace http
