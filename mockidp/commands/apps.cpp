#include <cstdio>
#include <nlohmann/json.hpp>

#include "mockidp/commands/commands.h"
#include "mockidp/commands/control_question.h"
#include "mockidp/commands/exit_code.h"
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

}  // namespace

int create_app(const CreateAppFlags& flags) {
  const auto app = ask_control(flags.provider, "/orgs/" + protocol::percent_encode(flags.org) + "/apps",
                               creation_request(flags));
  if (!app) return app.error();
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
