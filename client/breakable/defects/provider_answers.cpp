// TOK, UI: the answers of the token endpoint and of userinfo.
#include <nlohmann/json.hpp>

#include "client/breakable/defect.h"
#include "client/breakable/leave_out.h"
#include "client/breakable/signature_checks.h"

namespace breakable::defects {

namespace {

using protocol::Json;

rp::HttpAnswer json_answer(const Json& body) {
  return {.status = 200, .headers = {{"content-type", "application/json"}}, .body = protocol::to_text(body)};
}

std::string endpoint_beside(const std::string& token_endpoint, const std::string& name) {
  return token_endpoint.substr(0, token_endpoint.rfind('/') + 1) + name;
}

// An ID token that nobody signed, made of what userinfo says: what a client has that knows only OAuth.
std::string id_token_of(const Json& userinfo, const webapp::Options& options, std::int64_t now) {
  const auto* sub = protocol::json_string(userinfo, "sub");
  const Json claims{{"iss", options.issuer},
                    {"aud", options.client_id},
                    {"sub", sub == nullptr ? "" : *sub},
                    {"iat", now},
                    {"exp", now + 3600}};
  return protocol::signing_input(R"({"alg":"none"})", protocol::to_text(claims)) + ".";
}

// CVE-2021-41580: any answer with status 200 is a success, and userinfo says who it is.
Answered identity_from_userinfo(const rp::HttpCall& call, rp::Transport& provider,
                                const webapp::Options& options) {
  auto answer = provider.send(call);
  if (!answer || answer->status != 200 || !call.url.ends_with("/token")) return answer;
  const auto body = protocol::parse_json(answer->body);
  if (!body || protocol::json_member(*body, "error") == nullptr) return answer;
  const auto profile = provider.send(
      {.url = endpoint_beside(call.url, "userinfo"), .headers = {{"Authorization", "Bearer undefined"}}});
  const auto claims = profile ? protocol::parse_json(profile->body) : protocol::parse_json("{}");
  if (!profile || profile->status != 200 || !claims) return answer;
  const auto now = protocol::to_unix(protocol::SystemClock().now() + options.clock_offset);
  return json_answer({{"access_token", "undefined"},
                      {"token_type", "Bearer"},
                      {"id_token", id_token_of(*claims, options, now)}});
}

void take_status_for_success(WebAppParts& parts) {
  leave_out(parts.safeguards.sign_in.id_token, {"nonce"});
  parts.safeguards.sign_in.signature = believing_unsigned_tokens();
  parts.around_provider.push_back(
      [options = parts.options](const rp::HttpCall& call, rp::Transport& provider) {
        return identity_from_userinfo(call, provider, options);
      });
}

}  // namespace

std::vector<Defect> provider_answers() {
  return {
      {"token_error_ignored",
       "an error of the token endpoint with status 200 counts as success, and userinfo says who signed in",
       {"TOK-05"},
       {"IDT-17", "IDT-18", "SIG-03"},
       take_status_for_success},
      {"patience_without_end",
       "the client waits for the token endpoint as long as it takes",
       {"TOK-13"},
       {},
       [](WebAppParts& parts) { parts.transport.deadline = std::chrono::hours(1); }},
      {"userinfo_of_anybody",
       "the subject of userinfo is not compared with the ID token's",
       {"UI-01"},
       {},
       [](WebAppParts& parts) {
         parts.safeguards.sign_in.userinfo = [](const auto&, const auto&) { return true; };
       }},
  };
}

}  // namespace breakable::defects
