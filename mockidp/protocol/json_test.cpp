#include "mockidp/protocol/json.h"

#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"

using namespace protocol;

namespace {

std::string nested_arrays(int depth) {
  return std::string(static_cast<std::size_t>(depth), '[') +
         std::string(static_cast<std::size_t>(depth), ']');
}

}  // namespace

TEST_CASE("JSON keeps its members' order and its values", "[json]") {
  const auto text = GENERATE(as<std::string>(), "{}", "[]", "null", "true", "-1", "18446744073709551615",
                             "-9223372036854775808", "1.5", R"("")",
                             R"({"z":1,"a":{"y":[1,"two",null,{"x":[]}],"b":false},"m":[[],[{}]]})",
                             "\"\xe2\x82\xac\"", R"({"":""})");
  CAPTURE(text);
  const auto value = parse_json(text);
  REQUIRE(value);
  CHECK(to_text(*value) == text);
  CHECK(to_text(*parse_json(to_pretty_text(*value))) == text);
}

TEST_CASE("texts that are no JSON are refused", "[json]") {
  const auto text = GENERATE(
      as<std::string>(), "", " ", "{", "[1,", "[1,]", R"({"a":1,})", R"({"a"})", R"({a:1})", R"({'a':1})",
      "{} {}", "{}x", "1 2", "01", "1.", ".5", "+1", "0x1", "NaN", "Infinity", "1e999", "-1e999", "truE",
      "\"", "\"a\nb\"", R"("\x")", R"("\ud800")", R"("\udc00\ud800")", "// c\n1", "/* c */1",
      "\xef\xbb\xbf{}", std::string("{}\0", 3), std::string("{}\0{}", 5), std::string("\0", 1),
      std::string("\"a\0b\"", 5), "\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "{}\xff", "[}", "]");
  CAPTURE(text);
  CHECK_FALSE(parse_json(text));
}

TEST_CASE("a member that occurs twice is refused where it occurs", "[json]") {
  struct Row {
    std::string text;
    std::string pointer;
  };
  const auto row = GENERATE(values<Row>({
      {R"({"a":1,"a":1})", "/a"},
      {R"({"a":1,"\u0061":2})", "/a"},
      {R"({"b":{"a":1,"c":2,"a":[]}})", "/b/a"},
      {R"({"b":[0,{"x":{}},{"a":1,"a":1}]})", "/b/2/a"},
      {R"([[[{"a":1,"a":1}]]])", "/0/0/0/a"},
      {R"({"a/b~c":1,"a/b~c":2})", "/a~1b~0c"},
      {R"({"":1,"":2})", "/"},
  }));
  CAPTURE(row.text);
  const auto value = parse_json(row.text);
  REQUIRE_FALSE(value);
  CHECK(value.error().pointer == row.pointer);
  CHECK(value.error().message == "a member occurs twice");
}

TEST_CASE("the offset of a duplicate is where its name ends", "[json]") {
  CHECK(parse_json(R"({"a":1, "a":2})").error().offset == 11);
  CHECK(parse_json(R"({"a":{"b":1},"c":{"b":1},"a":2})").error().offset == 28);
}

TEST_CASE("a syntax error says where, and repeats nothing of the text", "[json]") {
  const auto value = parse_json(R"({"list":[1,2,secret]})");
  REQUIRE_FALSE(value);
  CHECK(value.error().offset == 13);
  CHECK(value.error().pointer == "/list/2");
  CHECK_FALSE(value.error().message.empty());
  CHECK(value.error().message.find("secret") == std::string::npos);

  CHECK(parse_json("").error().offset == 0);
  CHECK(parse_json("[1").error().offset == 2);
  CHECK(parse_json("{}x").error().offset == 2);
  CHECK(parse_json(std::string("{}\0", 3)).error().offset == 2);
}

TEST_CASE("the same name in two objects is no duplicate", "[json]") {
  CHECK(parse_json(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]})"));
  CHECK(parse_json(R"({"a":1,"A":1})"));
}

TEST_CASE("depth and size have limits", "[json]") {
  CHECK(parse_json(nested_arrays(32)));
  CHECK_FALSE(parse_json(nested_arrays(33)));
  CHECK(parse_json("1", {.max_bytes = 10, .max_depth = 0}));
  CHECK_FALSE(parse_json("[]", {.max_bytes = 10, .max_depth = 0}));
  CHECK(parse_json("[[],[]]", {.max_bytes = 7, .max_depth = 2}));
  CHECK_FALSE(parse_json("[[],[]]", {.max_bytes = 6, .max_depth = 2}));
  CHECK_FALSE(parse_json(R"({"a":{"b":[]}})", {.max_bytes = 100, .max_depth = 2}));
  // Deeper than any stack: refused before it is built.
  CHECK_FALSE(parse_json(std::string(1 << 20, '[')));
}

TEST_CASE("many members cost no quadratic time", "[json]") {
  std::string text = "{";
  for (int i = 0; i < 100000; ++i) text += '"' + std::to_string(i) + "\":0,";
  CHECK(parse_json(text + R"("x":0})"));
  CHECK_FALSE(parse_json(text + R"("7":0})"));
}

TEST_CASE("members are read without exceptions", "[json]") {
  const auto value = parse_json(R"({"s":"text","n":1,"o":{"s":2}})");
  REQUIRE(value);
  CHECK(*json_string(*value, "s") == "text");
  CHECK(json_string(*value, "n") == nullptr);
  CHECK(json_string(*value, "missing") == nullptr);
  CHECK(json_member(*value, "o")->is_object());
  CHECK(json_member(*json_member(*value, "o"), "s")->is_number());
  CHECK(json_member(*json_member(*value, "n"), "s") == nullptr);
  CHECK(json_member(Json::array({"s"}), "s") == nullptr);
  CHECK(json_member(Json(), "s") == nullptr);
}

TEST_CASE("whole numbers are told from other numbers", "[json]") {
  const auto value = parse_json(
      R"({"a":-1,"b":9223372036854775807,"c":9223372036854775808,"d":1.0,"e":1e3,"f":"1","g":null,"h":true})");
  REQUIRE(value);
  CHECK(json_integer(*value, "a") == -1);
  CHECK(json_integer(*value, "b") == INT64_MAX);
  for (const char* other : {"c", "d", "e", "f", "g", "h", "missing"}) {
    CAPTURE(other);
    CHECK_FALSE(json_integer(*value, other));
  }
}

TEST_CASE("a numeric date is whole or not, and cut to seconds", "[json]") {
  const auto value = parse_json(
      R"({"a":7,"b":7.9,"c":-0.5,"d":1e3,"e":1e19,"f":-1e300,"g":9223372036854775808,"h":"7","i":null})");
  REQUIRE(value);
  CHECK(json_numeric_date(*value, "a") == 7);
  CHECK(json_numeric_date(*value, "b") == 7);
  CHECK(json_numeric_date(*value, "c") == -1);
  CHECK(json_numeric_date(*value, "d") == 1000);
  for (const char* other : {"e", "f", "g", "h", "i", "missing"}) {
    CAPTURE(other);
    CHECK_FALSE(json_numeric_date(*value, other));
  }
}

TEST_CASE("writing replaces what is no UTF-8", "[json]") {
  CHECK(to_text(Json{{"a", "x\xffy"}}) == "{\"a\":\"x\xef\xbf\xbdy\"}");
  CHECK(to_pretty_text(Json{{"a", Json::array({1})}}) == "{\n  \"a\": [\n    1\n  ]\n}");
}

// The examples of RFC 7396, appendix A.
TEST_CASE("merge patches change what they name", "[json]") {
  const auto [target, patch, expected] = GENERATE(table<std::string, std::string, std::string>({
      {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
      {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
      {R"({"a":"b"})", R"({"a":null})", R"({})"},
      {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
      {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
      {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
      {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
      {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
      {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
      {R"({"a":"b"})", R"(["c"])", R"(["c"])"},
      {R"({"a":"foo"})", R"(null)", R"(null)"},
      {R"({"a":"foo"})", R"("bar")", R"("bar")"},
      {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
      {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
      {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"},
  }));
  CAPTURE(target, patch);
  Json value = *parse_json(target);
  json_merge_patch(value, *parse_json(patch));
  CHECK(to_text(value) == expected);
}
