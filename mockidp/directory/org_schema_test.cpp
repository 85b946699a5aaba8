// The JSON Schema and the reader are made of one description; here they are held against each other from
// outside, by a small draft 7 validator of the test's own and fixtures/orgs/every-key.json, which uses every
// key there is.

#include <algorithm>
#include <cctype>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "mockidp/directory/org_document.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/golden.h"

using namespace mockidp;
using protocol::Json;

namespace {

using Pointer = Json::json_pointer;

std::string file_text(const std::string& path) {
  std::ifstream file(MOCKIDP_SOURCE_DIR "/" + path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

const char* any_environment(const std::string&) { return "a-secret-from-the-environment"; }

Json every_key() { return Json::parse(file_text("fixtures/orgs/every-key.json")); }
Json schema() { return Json::parse(org_document_schema()); }

// ---- A validator for the keywords that the schema uses
// ----------------------------------------------------------------

bool is_valid(const Json& schema, const Json& value);

bool has_type(const std::string& type, const Json& value) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  REQUIRE(type == "integer");
  return value.is_number_integer();
}

// Compiling one takes longer than all that it is compared with.
const std::regex& compiled(const std::string& pattern) {
  static std::map<std::string, std::regex> known;
  return known.try_emplace(pattern, pattern).first->second;
}

bool is_valid_string(const Json& schema, const std::string& text) {
  if (text.size() < schema.value("minLength", std::size_t{0})) return false;
  if (schema.contains("maxLength") && text.size() > schema["maxLength"].get<std::size_t>()) return false;
  if (!schema.contains("pattern")) return true;
  return std::regex_search(text, compiled(schema["pattern"].get_ref<const std::string&>()));
}

bool is_valid_array(const Json& schema, const Json& value) {
  if (value.size() < schema.value("minItems", std::size_t{0})) return false;
  if (schema.contains("maxItems") && value.size() > schema["maxItems"].get<std::size_t>()) return false;
  if (schema.value("uniqueItems", false) && std::set<Json>(value.begin(), value.end()).size() != value.size())
    return false;
  return std::all_of(value.begin(), value.end(),
                     [&](const Json& item) { return is_valid(schema["items"], item); });
}

bool is_valid_object(const Json& schema, const Json& value) {
  for (const auto& key : schema.value("required", Json::array()))
    if (!value.contains(key.get<std::string>())) return false;
  for (const auto& [key, member] : value.items()) {
    if (schema.contains("propertyNames") && !is_valid_string(schema["propertyNames"], key)) return false;
    if (schema.contains("properties") && schema["properties"].contains(key)) {
      if (!is_valid(schema["properties"][key], member)) return false;
    } else if (schema["additionalProperties"].is_boolean()) {
      if (!schema["additionalProperties"].get<bool>()) return false;
    } else if (!is_valid(schema["additionalProperties"], member)) {
      return false;
    }
  }
  return true;
}

bool is_valid(const Json& schema, const Json& value) {
  if (schema.contains("oneOf"))
    return std::count_if(schema["oneOf"].begin(), schema["oneOf"].end(),
                         [&](const Json& branch) { return is_valid(branch, value); }) == 1;
  if (!has_type(schema["type"], value)) return false;
  if (schema.contains("enum") &&
      std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
    return false;
  if (value.is_string()) return is_valid_string(schema, value.get<std::string>());
  if (value.is_array()) return is_valid_array(schema, value);
  if (value.is_object()) return is_valid_object(schema, value);
  if (!value.is_number()) return true;
  return value.get<std::int64_t>() >= schema["minimum"].get<std::int64_t>() &&
         value.get<std::int64_t>() <= schema["maximum"].get<std::int64_t>();
}

// ---- Walking
// ----------------------------------------------------------------------------------------------------------

using Visit = std::function<void(const Json& schema, const Pointer& place)>;

// What may stand alone or in a list; the alternatives of a secret are no such thing.
bool is_one_or_many(const Json& schema) {
  return schema.contains("oneOf") && schema["oneOf"][1]["type"] == "array";
}

// Every node of the schema that the document reaches, with a place in the document where it holds.
void walk(const Json& schema, const Json& value, const Pointer& place, const Visit& visit) {
  visit(schema, place);
  if (is_one_or_many(schema)) {
    for (std::size_t i = 0; i < value.size(); ++i)  // every-key.json has lists
      walk(schema["oneOf"][1]["items"], value[i], place / i, visit);
    return;
  }
  if (schema.contains("oneOf")) return;
  if (value.is_object() && schema.contains("properties"))
    for (const auto& [key, member] : value.items())
      walk(schema["properties"][key], member, place / key, visit);
  if (value.is_array())
    for (std::size_t i = 0; i < value.size(); ++i) walk(schema["items"], value[i], place / i, visit);
}

std::vector<Json> wrong_values(const Json& schema, const Json& value) {
  if (is_one_or_many(schema)) return {1, Json::array(), "", {{"file", "x"}}};
  if (schema.contains("oneOf")) return {1, Json::array(), "", Json::object(), {{"file", "x"}}};
  const auto type = schema["type"].get<std::string>();
  std::vector<Json> wrong{nullptr};
  if (type != "string") wrong.push_back("text");
  if (type != "integer") wrong.push_back(1);
  if (type != "object") wrong.push_back(Json::object());
  if (type == "integer")
    wrong.insert(wrong.end(),
                 {schema["minimum"].get<std::int64_t>() - 1, schema["maximum"].get<std::int64_t>() + 1, 1.5});
  if (schema.contains("enum") || schema.contains("pattern")) wrong.push_back("no such word");
  if (schema.value("minLength", 0) > 0 || schema.value("minItems", 0) > 0)
    wrong.push_back(type == "string" ? Json("") : Json::array());
  if (schema.contains("maxLength"))
    wrong.push_back(std::string(schema["maxLength"].get<std::size_t>() + 1, 'x'));
  if (schema.value("uniqueItems", false)) wrong.push_back(Json::array({value[0], value[0]}));
  if (type == "object" && schema["additionalProperties"] == false) {
    auto extended = value;
    extended["no_such_key"] = 1;
    wrong.push_back(extended);
  }
  for (const auto& key : schema.value("required", Json::array())) {
    auto incomplete = value;
    incomplete.erase(key.get<std::string>());
    wrong.push_back(incomplete);
  }
  return wrong;
}

std::vector<Json> right_values(const Json& schema) {
  if (schema.contains("enum")) return schema["enum"];
  if (is_one_or_many(schema)) return {Json::object()};
  if (schema.contains("oneOf")) return {Json{{"env", "SECRET"}}};
  if (schema["type"] == "integer") return {schema["minimum"], schema["maximum"]};
  if (schema["type"] == "boolean") return {true, false};
  return {};
}

std::vector<DocumentProblem> objections_of_reader(const Json& document) {
  auto loaded = load_org(document, "http://localhost:7070", any_environment);
  return loaded ? std::vector<DocumentProblem>() : std::move(loaded.error());
}

bool names_place(const std::vector<DocumentProblem>& problems, const std::string& place,
                 const std::string& about = "") {
  return std::any_of(problems.begin(), problems.end(), [&](const DocumentProblem& problem) {
    return problem.pointer.starts_with(place) && problem.message.find(about) != std::string::npos;
  });
}

void collect_keys(const Json& schema, const std::string& path, std::set<std::string>& keys) {
  if (schema.contains("properties"))
    for (const auto& [key, member] : schema["properties"].items()) {
      keys.insert(path + "/" + key);
      collect_keys(member, path + "/" + key, keys);
    }
  if (schema.contains("items")) collect_keys(schema["items"], path, keys);
  if (is_one_or_many(schema)) collect_keys(schema["oneOf"][1], path, keys);
}

}  // namespace

TEST_CASE("the schema is the one that editors are given", "[org_schema]") {
  check_golden("../../docs/org.schema.json", org_document_schema());
}

TEST_CASE("schema and reader accept the documents of the repository", "[org_schema]") {
  auto names = built_in_org_names();
  names.push_back("every-key");
  for (const auto& name : names) {
    CAPTURE(name);
    const auto document = Json::parse(file_text("fixtures/orgs/" + name + ".json"));
    CHECK(is_valid(schema(), document));
    CHECK(load_org(document, "http://localhost:7070", any_environment));
  }
}

TEST_CASE("the example in the documentation loads", "[org_schema]") {
  const auto page = file_text("docs/org-document.md");
  const auto start = page.find("```json\n");
  REQUIRE(start != std::string::npos);
  const auto text = page.substr(start + 8, page.find("```", start + 8) - start - 8);
  const auto document = read_org_document(text);
  REQUIRE(document);
  CHECK(is_valid(schema(), *document));
  const auto org = load_org(*document, "http://localhost:7070", any_environment);
  REQUIRE(org);
  CHECK(org->directory.apps.size() == 3);
}

TEST_CASE("the documentation names the built-in people, apps and secrets", "[org_schema]") {
  const auto page = file_text("docs/org-document.md");
  const auto document = Json::parse(built_in_org_document());
  const auto is_documented = [&](const Json& value) {
    return page.find(value.get<std::string>()) != std::string::npos;
  };
  for (const auto& person : document["people"]) {
    CHECK(is_documented(person["login"]));
    CHECK(is_documented(person["password"]));
  }
  for (const auto& app : document["apps"]) {
    CHECK(is_documented(app["client_id"]));
    CHECK(is_documented(app["label"]));
    if (app.contains("client_secret")) CHECK(is_documented(app["client_secret"]));
  }
}

TEST_CASE("every-key.json uses every key of the schema", "[org_schema]") {
  std::set<std::string> keys;
  collect_keys(schema(), "", keys);
  CHECK(keys.size() > 80);
  const auto document = every_key();
  walk(schema(), document, Pointer(), [&](const Json&, const Pointer& place) {
    std::string path;
    for (auto at = place; !at.empty(); at.pop_back())
      if (!std::isdigit(static_cast<unsigned char>(at.back()[0]))) path = "/" + at.back() + path;
    keys.erase(path);
  });
  for (const auto& key : keys) CHECK(key == "is not used");
}

TEST_CASE("what the schema refuses the reader refuses, at the same place", "[org_schema]") {
  const auto whole = schema();
  const auto document = every_key();
  int tried = 0;
  walk(whole, document, Pointer(), [&](const Json& node, const Pointer& place) {
    if (place.to_string().find("/profile/") != std::string::npos) return;
    for (const auto& wrong : wrong_values(node, document[place])) {
      auto changed = document;
      changed[place] = wrong;
      CAPTURE(place.to_string(), wrong.dump());
      CHECK_FALSE(is_valid(whole, changed));
      CHECK(names_place(objections_of_reader(changed), place.to_string()));
      ++tried;
    }
  });
  CHECK(tried > 400);
}

namespace {

// Lists of words hold each of them once.
bool stands_in_its_list(const Json& document, const Pointer& place, const Json& value) {
  const Json& parent = document[place.parent_pointer()];
  return parent.is_array() && std::find(parent.begin(), parent.end(), value) != parent.end();
}

}  // namespace

TEST_CASE("what the schema allows the reader reads", "[org_schema]") {
  const auto whole = schema();
  const auto document = every_key();
  int tried = 0;
  walk(whole, document, Pointer(), [&](const Json& node, const Pointer& place) {
    for (const auto& right : right_values(node)) {
      if (stands_in_its_list(document, place, right)) continue;
      auto changed = document;
      changed[place] = right;
      CAPTURE(place.to_string(), right.dump());
      CHECK(is_valid(whole, changed));
      // It may contradict another part of the document, but each value alone must be understood.
      const auto problems = objections_of_reader(changed);
      CHECK_FALSE(names_place(problems, place.to_string(), "must be between"));
      CHECK_FALSE(names_place(problems, place.to_string(), "is not one of"));
      CHECK_FALSE(names_place(problems, place.to_string(), ", not a"));
      ++tried;
    }
  });
  CHECK(tried > 60);
}

TEST_CASE("every key is explained", "[org_schema]") {
  walk(schema(), every_key(), Pointer(), [](const Json& node, const Pointer& place) {
    CAPTURE(place.to_string());
    const bool item = !place.empty() && std::isdigit(static_cast<unsigned char>(place.back()[0]));
    if (!item && place.to_string().find("/profile/") == std::string::npos)
      CHECK(node.contains("description"));
  });
}
