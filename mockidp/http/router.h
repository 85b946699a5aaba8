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
  // `pattern` is "/oauth2/{authServerId}/v1/token". A literal segment beats a parameter, among the routes
  // that have the method: DELETE /users/me finds "/users/{id}" if only GET has "/users/me". A parameter is
  // never empty. Adding the same method and pattern twice is a programming error. A GET route answers HEAD
  // too, unless it says otherwise.
  enum class Head { as_get, refused };
  void add(std::string_view method, std::string_view pattern, Handler handler, Head head = Head::as_get);

  struct Route {
    std::string method;
    std::string pattern;
  };
  std::vector<Route> routes() const;  // in the order added: OpenAPI and metadata are held against it

  // nullptr: no such path, or not by this method; then `allowed` holds the methods the path has (empty: no
  // path). Fills request.path_params. A segment that does not decode matches nothing.
  const Handler* find(Request& request, std::vector<std::string>& allowed) const;

 private:
  struct Entry {
    Route route;
    std::vector<std::string> parameters;  // names, in the order of their segments
    Handler handler;
    Head head;
  };
  struct Node {
    std::map<std::string, std::size_t, std::less<>> literals;  // segment -> node
    std::size_t parameter = 0;         // node; 0: none, as nothing leads back to the root
    std::vector<std::size_t> entries;  // the routes that end here, one a method
  };
  struct Search;
  const Entry* search(Search& search, std::size_t node, std::string_view rest) const;
  const Entry* by_method(Search& search, std::size_t node) const;

  std::vector<Entry> entries_;
  std::vector<Node> nodes_ = std::vector<Node>(1);  // a tree of segments; the first is the root
};

}  // namespace http
