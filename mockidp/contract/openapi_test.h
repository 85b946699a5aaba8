#pragma once
// Okta's OpenAPI description as the judge of our responses. Not part of this project: the file is named by
// MOCKIDP_OKTA_OPENAPI, and its schemas count, not its examples.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/http/message.h"
#include "mockidp/protocol/json.h"

namespace mockidp::contract {

class OpenApi {
 public:
  explicit OpenApi(protocol::Json document) : document_(std::move(document)) {}
  // Of YAML, of which JSON is a part; nullopt if it is neither.
  static std::optional<OpenApi> parse(const std::string& text);
  // nullptr: no file is named. A file that is named and cannot be read is a failure of the test.
  static const OpenApi* of_environment();

  // What is wrong with a response of this operation, one line each: a status that is not described, a header
  // that is missing, a body that the schema refuses or that should not be there.
  std::vector<std::string> problems_of(std::string_view method, std::string_view path,
                                       const http::Response& response) const;
  // The same by the schema alone: "#/components/schemas/Error".
  std::vector<std::string> problems_of(std::string_view schema, const protocol::Json& value) const;

 private:
  // Follows $ref.
  const protocol::Json& resolve(const protocol::Json& node) const;
  void check(const protocol::Json& schema, const protocol::Json& value, const std::string& place,
             std::vector<std::string>& problems) const;
  void check_members(const protocol::Json& schema, const protocol::Json& value, const std::string& place,
                     std::vector<std::string>& problems) const;
  void check_body(const protocol::Json& described, const http::Response& response,
                  std::vector<std::string>& problems) const;

  protocol::Json document_;
};

}  // namespace mockidp::contract
