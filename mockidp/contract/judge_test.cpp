// The judge itself: what a schema allows passes, and each keyword refuses what it does not.

#include <nlohmann/json.hpp>

#include "mockidp/contract/openapi_test.h"
#include "mockidp/testing/catch.h"

namespace mockidp::contract {
namespace {

using protocol::Json;

OpenApi small_description() {
  auto description = OpenApi::parse(R"(
paths:
  /thing:
    get:
      responses:
        '200':
          headers:
            Cache-Control: {schema: {type: string}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Thing'}
        '204':
          content: {}
components:
  schemas:
    Base:
      type: object
      required: [id]
      properties:
        id: {type: string, minLength: 2, maxLength: 4, pattern: '^[a-z]+$'}
    Thing:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          properties:
            kind: {type: string, enum: [new, 'true']}
            count: {type: integer, minimum: 0, maximum: 9}
            maybe: {type: string, nullable: true}
            list: {type: array, items: {type: boolean}}
            either: {oneOf: [{type: string}, {type: integer}]}
            names: {type: object, additionalProperties: {type: string}}
            closed: {type: object, additionalProperties: false, properties: {a: {type: number}}}
)");
  REQUIRE(description);
  return *std::move(description);
}

http::Response thing(int status, std::string body) {
  auto response = http::text_response(status, "application/json", std::move(body));
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

TEST_CASE("what the schema allows has no problems", "[contract]") {
  const auto description = small_description();
  for (const char* body :
       {R"({"id":"ab"})", R"({"id":"abcd","kind":"true","count":0,"maybe":null,"list":[true,false]})",
        R"({"id":"abc","count":9,"either":"x","names":{"a":"b"},"closed":{"a":1.5},"unheard_of":1})",
        R"({"id":"abc","either":1,"list":[]})"}) {
    CAPTURE(body);
    CHECK(description.problems_of("get", "/thing", thing(200, body)).empty());
  }
}

TEST_CASE("each keyword refuses what it does not allow, and says where", "[contract]") {
  const auto description = small_description();
  struct Row {
    const char* body;
    const char* problem;
  };
  const auto row = GENERATE(
      Row{R"({})", ": misses id"}, Row{R"([])", ": is no object"}, Row{R"({"id":1})", "/id: is no string"},
      Row{R"({"id":null})", "/id: is no string"}, Row{R"({"id":"a"})", "/id: is too short"},
      Row{R"({"id":"abcde"})", "/id: is too long"}, Row{R"({"id":"AB"})", "/id: does not match ^[a-z]+$"},
      Row{R"({"id":"ab","kind":"old"})", R"(/kind: "old" is none of the values)"},
      Row{R"({"id":"ab","count":-1})", "/count: is too small"},
      Row{R"({"id":"ab","count":10})", "/count: is too large"},
      Row{R"({"id":"ab","count":1.5})", "/count: is no integer"},
      Row{R"({"id":"ab","list":[true,1]})", "/list/1: is no boolean"},
      Row{R"({"id":"ab","either":true})", "/either: fits 0 of the alternatives"},
      Row{R"({"id":"ab","names":{"a":1}})", "/names/a: is no string"},
      Row{R"({"id":"ab","closed":{"b":1}})", "/closed/b: is not described"},
      Row{"nothing", "the body is not JSON"});
  CAPTURE(row.body);
  const auto problems = description.problems_of("get", "/thing", thing(200, row.body));
  CHECK(std::find(problems.begin(), problems.end(), row.problem) != problems.end());
}

TEST_CASE("status, headers and type of the body have to be described too", "[contract]") {
  const auto description = small_description();
  CHECK(description.problems_of("get", "/thing", thing(404, "{}")) ==
        std::vector<std::string>{"status 404 is not described"});
  CHECK(description.problems_of("get", "/thing", thing(204, "{}")) ==
        std::vector<std::string>{"a body is not described"});
  CHECK(description.problems_of("get", "/thing",
                                http::text_response(200, "application/json", R"({"id":"ab"})")) ==
        std::vector<std::string>{"the header Cache-Control is missing"});
  auto page = thing(200, R"({"id":"ab"})");
  page.set("Content-Type", "text/html");
  CHECK(description.problems_of("get", "/thing", page) ==
        std::vector<std::string>{"Content-Type text/html is not described"});
}

}  // namespace mockidp::contract
