#include "mockidp/contract/openapi_test.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <regex>

#include "mockidp/testing/catch.h"

namespace mockidp::contract {
namespace {

using protocol::Json;
using Problems = std::vector<std::string>;

// YAML's core schema, as far as descriptions of interfaces use it; what is quoted is text.
Json plain_scalar(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return text;
  if (text == "true" || text == "false") return text == "true";
  if (text == "null" || text == "~" || text.empty()) return nullptr;
  static const std::regex integer("[-+]?[0-9]{1,18}");
  if (std::regex_match(text, integer)) return std::stoll(text);
  return text;
}

Json to_json(const YAML::Node& node) {
  switch (node.Type()) {
    case YAML::NodeType::Map: {
      Json object = Json::object();
      for (const auto& member : node) object[member.first.Scalar()] = to_json(member.second);
      return object;
    }
    case YAML::NodeType::Sequence: {
      Json array = Json::array();
      for (const auto& item : node) array.push_back(to_json(item));
      return array;
    }
    case YAML::NodeType::Scalar:
      return plain_scalar(node);
    default:
      return nullptr;
  }
}

bool is_of_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "integer") return value.is_number_integer();
  return type == "number" && value.is_number();
}

void check_text(const Json& schema, const std::string& text, const std::string& place, Problems& problems) {
  if (text.size() < schema.value("minLength", std::size_t{0})) problems.push_back(place + ": is too short");
  if (text.size() > schema.value("maxLength", SIZE_MAX)) problems.push_back(place + ": is too long");
  if (const auto* pattern = protocol::json_string(schema, "pattern"))
    if (!std::regex_search(text, std::regex(*pattern)))
      problems.push_back(place + ": does not match " + *pattern);
}

void check_number(const Json& schema, double number, const std::string& place, Problems& problems) {
  if (schema.contains("minimum") && number < schema["minimum"].get<double>())
    problems.push_back(place + ": is too small");
  if (schema.contains("maximum") && number > schema["maximum"].get<double>())
    problems.push_back(place + ": is too large");
}

}  // namespace

std::optional<OpenApi> OpenApi::parse(const std::string& text) {
  try {
    return OpenApi(to_json(YAML::Load(text)));
  } catch (const YAML::Exception&) {
    return std::nullopt;
  }
}

const OpenApi* OpenApi::of_environment() {
  static const auto loaded = []() -> std::unique_ptr<const OpenApi> {
    const char* path = std::getenv("MOCKIDP_OKTA_OPENAPI");
    if (path == nullptr || *path == '\0') return nullptr;
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto description = parse(text);
    if (!file || !description || !description->document_.contains("paths"))
      throw std::runtime_error(std::string("MOCKIDP_OKTA_OPENAPI is no OpenAPI description: ") + path);
    return std::make_unique<const OpenApi>(*std::move(description));
  }();
  return loaded.get();
}

const Json& OpenApi::resolve(const Json& node) const {
  const Json* target = &node;
  for (int depth = 0; depth < 16; ++depth) {
    const auto* reference = protocol::json_string(*target, "$ref");
    if (reference == nullptr) return *target;
    target = &document_.at(Json::json_pointer(reference->substr(1)));
  }
  throw std::runtime_error("a $ref that leads nowhere");
}

void OpenApi::check_members(const Json& schema, const Json& value, const std::string& place,
                            Problems& problems) const {
  for (const auto& name : schema.value("required", Json::array()))
    if (!value.contains(name.get<std::string>()))
      problems.push_back(place + ": misses " + name.get<std::string>());
  const Json properties = schema.value("properties", Json::object());
  for (const auto& [name, member] : value.items()) {
    if (properties.contains(name))
      check(properties[name], member, place + "/" + name, problems);
    else if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object())
      check(schema["additionalProperties"], member, place + "/" + name, problems);
    else if (schema.value("additionalProperties", Json(true)) == Json(false))
      problems.push_back(place + "/" + name + ": is not described");
  }
}

void OpenApi::check(const Json& node, const Json& value, const std::string& place, Problems& problems) const {
  const Json& schema = resolve(node);
  if (value.is_null() && schema.value("nullable", false)) return;
  for (const auto& part : schema.value("allOf", Json::array())) check(part, value, place, problems);
  if (schema.contains("oneOf")) {
    const auto fits = std::count_if(schema["oneOf"].begin(), schema["oneOf"].end(), [&](const Json& branch) {
      Problems of_branch;
      check(branch, value, place, of_branch);
      return of_branch.empty();
    });
    if (fits != 1) problems.push_back(place + ": fits " + std::to_string(fits) + " of the alternatives");
  }
  if (const auto* type = protocol::json_string(schema, "type"); type && !is_of_type(value, *type)) {
    problems.push_back(place + ": is no " + *type);
    return;
  }
  if (schema.contains("enum") &&
      std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
    problems.push_back(place + ": " + protocol::to_text(value) + " is none of the values");
  if (value.is_string()) check_text(schema, value.get<std::string>(), place, problems);
  if (value.is_number()) check_number(schema, value.get<double>(), place, problems);
  if (value.is_array() && schema.contains("items"))
    for (std::size_t i = 0; i < value.size(); ++i)
      check(schema["items"], value[i], place + "/" + std::to_string(i), problems);
  if (value.is_object()) check_members(schema, value, place, problems);
}

void OpenApi::check_body(const Json& described, const http::Response& response, Problems& problems) const {
  const Json content = described.value("content", Json::object());
  if (content.empty()) {
    if (response.header("Content-Type") == "application/json") problems.push_back("a body is not described");
    return;
  }
  const std::string type(response.header("Content-Type"));
  if (!content.contains(type)) {
    problems.push_back("Content-Type " + type + " is not described");
    return;
  }
  const auto body = protocol::parse_json(response.body);
  if (!body) problems.push_back("the body is not JSON");
  if (body && content[type].contains("schema")) check(content[type]["schema"], *body, "", problems);
}

Problems OpenApi::problems_of(std::string_view method, std::string_view path,
                              const http::Response& response) const {
  Problems problems;
  const Json& operation = document_.at("paths").at(std::string(path)).at(std::string(method));
  const std::string status = std::to_string(response.status);
  if (!operation.at("responses").contains(status)) return {"status " + status + " is not described"};
  const Json& described = resolve(operation["responses"][status]);
  const Json headers = described.value("headers", Json::object());
  for (const auto& [name, header] : headers.items())
    if (response.header(name).empty()) problems.push_back("the header " + name + " is missing");
  check_body(described, response, problems);
  return problems;
}

Problems OpenApi::problems_of(std::string_view schema, const Json& value) const {
  Problems problems;
  check(Json{{"$ref", schema}}, value, "", problems);
  return problems;
}

}  // namespace mockidp::contract
