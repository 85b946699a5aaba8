// The defects of the single-page app. What they do, only a browser sees (RT-16); here, that they do
// something.

#include "client/breakable/around.h"
#include "client/breakable/defect.h"
#include "mockidp/testing/catch.h"

using namespace breakable;

namespace {

std::string script_of(const SpaParts& parts, const std::string& path) {
  http::Request request;
  request.method = "GET";
  request.target = request.path = path;
  const auto answer = assemble(parts)(request);
  CHECK(answer.status == 200);
  return answer.body;
}

}  // namespace

TEST_CASE("a defect of the single-page app changes its safeguards, and no other script", "[breakable]") {
  const SpaParts whole{.options = {.issuer = "https://id.example", .client_id = "spa"}};
  int tried = 0;
  for (const auto& defect : all_defects()) {
    const auto* apply = std::get_if<BreakSpa>(&defect.apply);
    if (!apply) continue;
    CAPTURE(defect.name);
    auto broken = whole;
    (*apply)(broken);
    const auto safeguards = script_of(broken, "/safeguards.js");
    CHECK(safeguards.starts_with(script_of(whole, "/safeguards.js")));
    CHECK_THAT(safeguards, ContainsSubstring("\nsafeguards."));
    for (const auto* path : {"/app.js", "/session.js", "/id_token.js", "/"})
      CHECK(script_of(broken, path) == script_of(whole, path));
    ++tried;
  }
  CHECK(tried > 0);
}

TEST_CASE("a safeguard that is not there cannot be changed", "[breakable]") {
  SpaParts parts{.options = {.issuer = "https://id.example", .client_id = "spa"}};
  parts.around = {with_safeguard("noSuchSafeguard", "0")};
  CHECK_THROWS_AS(script_of(parts, "/safeguards.js"), std::logic_error);
}
