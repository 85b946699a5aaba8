#include "mockidp/http/router.h"

#include "mockidp/testing/catch.h"

namespace http {
namespace {

// Each route answers with its own name.
Router router_of(const std::vector<std::pair<std::string, std::string>>& routes) {
  Router router;
  for (const auto& [method, pattern] : routes) {
    router.add(method, pattern, [name = method + " " + pattern](const Request& request) {
      std::string found = name;
      for (const auto& [key, value] : request.path_params) found += " " + key + "=" + value;
      return text_response(200, "text/plain", found);
    });
  }
  return router;
}

std::string route(const Router& router, std::string method, std::string path) {
  Request request;
  request.method = std::move(method);
  request.path = std::move(path);
  std::vector<std::string> allowed;
  if (const Handler* handler = router.find(request, allowed)) return (*handler)(request).body;
  std::string methods;
  for (const std::string& one : allowed) methods += " " + one;
  return methods.empty() ? "404" : "405" + methods;
}

}  // namespace

TEST_CASE("a path finds its route", "[router]") {
  const Router router = router_of({
      {"GET", "/"},
      {"GET", "/api/v1/users/me"},
      {"GET", "/api/v1/users/{id}"},
      {"DELETE", "/api/v1/users/{userId}"},
      {"POST", "/api/v1/users/{id}/lifecycle/activate"},
      {"GET", "/oauth2/v1/authorize"},
      {"GET", "/oauth2/{server}/v1/authorize"},
      {"POST", "/oauth2/{server}/v1/token"},
      {"POST", "/a/b"},
      {"GET", "/trailing/"},
  });
  const auto [method, path, found] = GENERATE(table<std::string, std::string, std::string>({
      {"GET", "/", "GET /"},
      {"HEAD", "/", "GET /"},
      {"GET", "/api/v1/users/me", "GET /api/v1/users/me"},
      {"GET", "/api/v1/users/you", "GET /api/v1/users/{id} id=you"},
      {"GET", "/api/v1/users/me%20", "GET /api/v1/users/{id} id=me "},
      {"GET", "/api/v1/users/a%2Fb%40c", "GET /api/v1/users/{id} id=a/b@c"},
      {"DELETE", "/api/v1/users/me", "DELETE /api/v1/users/{userId} userId=me"},
      {"DELETE", "/api/v1/users/x", "DELETE /api/v1/users/{userId} userId=x"},
      {"PUT", "/api/v1/users/me", "405 GET HEAD DELETE"},
      {"POST", "/api/v1/users/me/lifecycle/activate", "POST /api/v1/users/{id}/lifecycle/activate id=me"},
      {"GET", "/api/v1/users/x/lifecycle/activate", "405 POST"},
      {"HEAD", "/a/b", "405 POST"},
      {"GET", "/oauth2/v1/authorize", "GET /oauth2/v1/authorize"},
      {"GET", "/oauth2/default/v1/authorize", "GET /oauth2/{server}/v1/authorize server=default"},
      {"GET", "/oauth2/v1/v1/authorize", "GET /oauth2/{server}/v1/authorize server=v1"},
      {"POST", "/oauth2/v1/v1/token", "POST /oauth2/{server}/v1/token server=v1"},
      {"get", "/", "405 GET HEAD"},
      {"GET", "/trailing/", "GET /trailing/"},
      {"GET", "/trailing", "404"},
      {"GET", "/api/v1/users/", "404"},
      {"GET", "/api/v1/users", "404"},
      {"GET", "/api/v1/users/x/", "404"},
      {"GET", "/api/v1/users/%zz", "404"},
      {"GET", "/api/v1/users/%", "404"},
      {"GET", "/%61pi/v1/users/me", "404"},
      {"GET", "//", "404"},
      {"GET", "", "404"},
      {"GET", "*", "404"},
      {"GET", "/a", "404"},
      {"GET", "/a/b/c", "404"},
  }));
  CAPTURE(method, path);
  CHECK(route(router, method, path) == found);
}

TEST_CASE("what a search leaves behind belongs to the route that was found", "[router]") {
  const Router router = router_of({{"GET", "/{a}/x"}, {"GET", "/{b}/{c}/y"}});
  CHECK(route(router, "GET", "/1/x") == "GET /{a}/x a=1");
  CHECK(route(router, "GET", "/1/x/y") == "GET /{b}/{c}/y b=1 c=x");
  Request request;
  request.method = "GET";
  request.path = "/1/2/z";
  request.path_params = {{"stale", "1"}};
  std::vector<std::string> allowed = {"STALE"};
  CHECK(router.find(request, allowed) == nullptr);
  CHECK(request.path_params.empty());
  CHECK(allowed.empty());
}

TEST_CASE("routes are listed in the order they were added", "[router]") {
  const Router router = router_of({{"POST", "/b"}, {"GET", "/a/{x}"}, {"GET", "/b"}});
  std::string listed;
  for (const auto& [method, pattern] : router.routes()) listed += method + " " + pattern + ", ";
  CHECK(listed == "POST /b, GET /a/{x}, GET /b, ");
}

}  // namespace http
