#pragma once
// How the control API answers: JSON, and one shape for every error.

#include <string>
#include <string_view>

#include "mockidp/directory/org_document.h"
#include "mockidp/http/message.h"
#include "mockidp/protocol/json.h"

namespace mockidp {

http::Response control_json(int status, const protocol::Json& body);
http::Response control_text(int status, std::string json);  // already rendered
http::Response control_empty();                             // 204
// {"error":{"code","message","problems":[{"pointer","message"}]}}
http::Response control_error(int status, std::string_view code, std::string_view message,
                             const std::vector<DocumentProblem>& problems = {});

}  // namespace mockidp
