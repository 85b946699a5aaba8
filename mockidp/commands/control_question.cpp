#include "mockidp/commands/control_question.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "mockidp/commands/command_parts.h"
#include "mockidp/commands/exit_code.h"
#include "mockidp/http/local_client.h"

namespace mockidp {

namespace {

int print_refusal(const ProviderFlags& provider, const http::LocalAnswer& answer) {
  const auto body = protocol::parse_json(answer.body);
  const auto* error = body ? protocol::json_member(*body, "error") : nullptr;
  if (error == nullptr && answer.status == 404) {
    std::fprintf(
        stderr,
        "mockidp: no workbench is at %s; the org has a port of its own. mockidp serve prints where the "
        "workbench is: http://localhost:7071 unless told otherwise\n",
        provider.workbench_url.c_str());
    return kWrongUse;
  }
  const auto* message = error ? protocol::json_string(*error, "message") : nullptr;
  std::fprintf(stderr, "mockidp: %s\n",
               message ? message->c_str()
                       : ("the provider answered with status " + std::to_string(answer.status)).c_str());
  const auto* problems = error ? protocol::json_member(*error, "problems") : nullptr;
  if (problems && problems->is_array())
    for (const auto& problem : *problems) {
      const auto* pointer = protocol::json_string(problem, "pointer");
      const auto* text = protocol::json_string(problem, "message");
      std::fprintf(stderr, "  %s: %s\n", pointer ? pointer->c_str() : "", text ? text->c_str() : "");
    }
  return answer.status >= 500 ? kFailed : kWrongUse;
}

}  // namespace

void add_provider_flags(CLI::App& command, ProviderFlags& provider, std::string& org) {
  command.add_option("--org", org, "Org of the provider")->capture_default_str();
  command.add_option("--workbench-url", provider.workbench_url, "Where the provider's workbench is")
      ->capture_default_str();
  command.add_option("--token", provider.token, "Control token, where the provider asks for one");
}

protocol::Result<protocol::Json, int> ask_control(const ProviderFlags& provider, const std::string& path,
                                                  const std::string& body) {
  const auto answer = http::call_local({.base_url = provider.workbench_url,
                                        .method = "POST",
                                        .path = "/control/v1" + path,
                                        .json_body = body,
                                        .bearer_token = provider.token});
  if (!answer) {
    std::fprintf(stderr, "mockidp: %s; start it with: mockidp serve\n", answer.error().c_str());
    return protocol::fail(static_cast<int>(kNotReachable));
  }
  if (answer->status < 200 || answer->status > 299) return protocol::fail(print_refusal(provider, *answer));
  auto json = protocol::parse_json(answer->body);
  if (json) return *std::move(json);
  std::fprintf(stderr, "mockidp: the provider's answer is not JSON\n");
  return protocol::fail(static_cast<int>(kFailed));
}

}  // namespace mockidp
