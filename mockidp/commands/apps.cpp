#include <cstdio>
#include <nlohmann/json.hpp>

#include "mockidp/commands/commands.h"
#include "mockidp/commands/exit_code.h"
#include "mockidp/http/local_client.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {

namespace {

std::string creation_request(const CreateAppFlags& flags) {
  protocol::Json body{{"type", flags.app.type}};
  if (!flags.app.label.empty()) body["label"] = flags.app.label;
  if (!flags.app.client_id.empty()) body["client_id"] = flags.app.client_id;
  if (!flags.app.client_secret.empty()) body["client_secret"] = flags.app.client_secret;
  if (!flags.app.redirect_uris.empty()) body["redirect_uris"] = flags.app.redirect_uris;
  if (!flags.app.post_logout_redirect_uris.empty())
    body["post_logout_redirect_uris"] = flags.app.post_logout_redirect_uris;
  return protocol::to_text(body);
}

int print_refusal(const http::LocalAnswer& answer) {
  const auto body = protocol::parse_json(answer.body);
  const auto* error = body ? protocol::json_member(*body, "error") : nullptr;
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

int create_app(const CreateAppFlags& flags) {
  const auto answer =
      http::call_local({.base_url = flags.provider.workbench_url,
                        .method = "POST",
                        .path = "/control/v1/orgs/" + protocol::percent_encode(flags.org) + "/apps",
                        .json_body = creation_request(flags),
                        .bearer_token = flags.provider.token});
  if (!answer) {
    std::fprintf(stderr, "mockidp: %s; start it with: mockidp serve\n", answer.error().c_str());
    return kNotReachable;
  }
  if (answer->status != 201) return print_refusal(*answer);
  const auto app = protocol::parse_json(answer->body);
  if (!app) {
    std::fprintf(stderr, "mockidp: the provider's answer is not JSON\n");
    return kFailed;
  }
  if (flags.json) {
    std::printf("%s\n", protocol::to_pretty_text(*app).c_str());
    return kSuccess;
  }
  for (const auto* key : {"client_id", "client_secret", "issuer"})
    if (const auto* value = protocol::json_string(*app, key)) std::printf("%-14s %s\n", key, value->c_str());
  if (const auto* env = protocol::json_string(*app, "env")) std::printf("\n%s", env->c_str());
  return kSuccess;
}

}  // namespace mockidp
