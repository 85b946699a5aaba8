#pragma once
// An app's settings and the doctor's findings as JSON: what the control API takes and answers.

#include <string>
#include <vector>

#include "mockidp/doctor/doctor.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

const std::vector<std::string>& app_settings_members();
// An error says which member is of the wrong kind, or too long.
protocol::Result<AppSettings, std::string> read_app_settings(const protocol::Json& object);
protocol::Json to_json(const std::vector<Finding>& findings);

}  // namespace mockidp
