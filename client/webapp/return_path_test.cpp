#include "client/webapp/return_path.h"

#include "mockidp/testing/catch.h"

using webapp::safe_return_path;
using webapp::safe_target_link;

TEST_CASE("a path of the app is kept exactly", "[return_path]") {
  const std::string path = GENERATE("/", "/profile", "/profile?a=1&b=%2F", "/shop/tea?x=//y");
  CHECK(safe_return_path(path) == path);
}

TEST_CASE("what a browser could read as another site leads home", "[return_path]") {
  const std::string path =
      GENERATE("", "//evil.example", "/\\evil.example", "\\/evil.example", "https://evil.example",
               "https:evil.example", "/\t/evil.example", "/ /evil.example", "javascript:alert(1)",
               "@evil.example", "/a\r\nSet-Cookie: x=1", "evil.example", "/%0a\n", "///evil.example");
  CAPTURE(path);
  CHECK(safe_return_path(path) == "/");
}

TEST_CASE("a way back that would sign in or out again leads home", "[return_path]") {
  const std::string path =
      GENERATE("/login", "/login?return_to=/x", "/logout", "/authorization-code/callback?code=1");
  CHECK(safe_return_path(path) == "/");
}

TEST_CASE("a target link of this origin becomes a path, another one leads home", "[return_path]") {
  CHECK(safe_target_link("http://localhost:8080/profile?a=1", "http://localhost:8080") == "/profile?a=1");
  CHECK(safe_target_link("http://LOCALHOST:8080", "http://localhost:8080") == "/");
  CHECK(safe_target_link("/profile", "http://localhost:8080") == "/profile");
  const std::string foreign = GENERATE("http://localhost:8081/profile", "https://localhost:8080/profile",
                                       "http://localhost:8080.evil.example/profile", "javascript:alert(1)",
                                       "http://localhost:8080//evil.example", "http://[");
  CAPTURE(foreign);
  CHECK(safe_target_link(foreign, "http://localhost:8080") == "/");
}
