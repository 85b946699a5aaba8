#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "mockidp/commands/command_parts.h"
#include "mockidp/commands/control_question.h"
#include "mockidp/commands/exit_code.h"
#include "mockidp/protocol/oauth.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {

namespace {

// "level=3" is a number, "level=gold" a text, "level=" an empty one.
protocol::Json claims_of(const std::vector<std::string>& claims) {
  protocol::Json object = protocol::Json::object();
  for (const auto& claim : claims) {
    const auto equals = claim.find('=');
    const auto value = claim.substr(equals + 1);
    auto json = protocol::parse_json(value);
    object[claim.substr(0, equals)] = json ? *std::move(json) : protocol::Json(value);
  }
  return object;
}

protocol::Json fault_of(const TokenFlags& flags) {
  protocol::Json fault{{"name", flags.fault}};
  if (!flags.variant.empty()) fault["variant"] = flags.variant;
  if (!flags.fault_person.empty()) fault["person"] = flags.fault_person;
  if (!flags.fault_url.empty()) fault["url"] = flags.fault_url;
  if (flags.fault_seconds != 0) fault["seconds"] = flags.fault_seconds;
  return fault;
}

std::string token_order(const TokenFlags& flags) {
  protocol::Json body{{"client_id", flags.client_id}, {"server", flags.server}};
  if (!flags.login.empty()) body["login"] = flags.login;
  if (!flags.scope.empty()) body["scopes"] = protocol::split_words(flags.scope);
  if (!flags.nonce.empty()) body["nonce"] = flags.nonce;
  if (!flags.acr.empty()) body["acr"] = flags.acr;
  if (flags.lifetime_seconds != 0) body["lifetime_seconds"] = flags.lifetime_seconds;
  if (!flags.claims.empty())
    body[flags.kind == "id_token" ? "id_token_claims" : "access_token_claims"] = claims_of(flags.claims);
  if (!flags.fault.empty()) body["fault"] = fault_of(flags);
  return protocol::to_text(body);
}

// The token that the fault is named after and bends, unless it is the one that is printed: who asks for a
// bent token must not get a good one.
std::optional<std::string> other_token_bent(const TokenFlags& flags) {
  for (const std::string kind : {"access_token", "id_token"})
    if (flags.fault.starts_with(kind + "_") && kind != flags.kind) return kind;
  return std::nullopt;
}

std::string check_claim(const std::string& claim) {
  const auto equals = claim.find('=');
  return equals == std::string::npos || equals == 0 ? claim + " is no NAME=VALUE" : "";
}

}  // namespace

CLI::App& add_token_command(CLI::App& program, TokenFlags& flags) {
  auto& command =
      *program.add_subcommand("token", "Mint a token of a running org: a right one, or a bent one");
  command.add_option("KIND", flags.kind, "access_token, id_token or refresh_token")
      ->check(CLI::IsMember({"access_token", "id_token", "refresh_token"}))
      ->capture_default_str();
  command.add_option("--client-id", flags.client_id, "Client that it is for")->required();
  command.add_option("--login", flags.login, "Person that it is about  [the client itself]");
  command.add_option("--server", flags.server, "Authorization server by its id; org is the org's own")
      ->capture_default_str();
  command.add_option("--scope", flags.scope, "Scopes  [of a person: openid profile email]");
  command.add_option("--nonce", flags.nonce, "nonce of the ID token");
  command.add_option("--acr", flags.acr, "acr of both tokens");
  command.add_option("--lifetime", flags.lifetime_seconds, "Seconds that an access token lives  [3600]")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{315360000}));
  command
      .add_option("--claim", flags.claims,
                  "NAME=VALUE: a claim of the token, JSON or text; null takes one out; repeatable")
      ->take_all()
      ->allow_extra_args(false)
      ->check(check_claim);
  auto* fault = command.add_option("--fault", flags.fault, "Bend it by this fault, see docs/faults.md");
  command.add_option("--variant", flags.variant, "  in this way")->needs(fault);
  command.add_option("--person", flags.fault_person, "  to be about this login")->needs(fault);
  command.add_option("--url", flags.fault_url, "  with a key at this URL")->needs(fault);
  command.add_option("--seconds", flags.fault_seconds, "  by so many seconds")
      ->needs(fault)
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{315360000}));
  command.add_flag("--json", flags.json, "Print everything that was minted");
  add_provider_flags(command, flags.provider, flags.org);
  return command;
}

int mint_token(const TokenFlags& flags) {
  if (const auto other = other_token_bent(flags); other && !flags.json) {
    std::fprintf(stderr,
                 "mockidp: %s bends the %s, and the %s was to be printed; write: mockidp token %s …\n",
                 flags.fault.c_str(), other->c_str(), flags.kind.c_str(), other->c_str());
    return kWrongUse;
  }
  if (flags.kind == "refresh_token" && !flags.claims.empty() && !flags.json) {
    std::fputs("mockidp: a refresh token has no claims\n", stderr);
    return kWrongUse;
  }
  const auto tokens = ask_control(flags.provider, "/orgs/" + protocol::percent_encode(flags.org) + "/tokens",
                                  token_order(flags));
  if (!tokens) return tokens.error();
  if (flags.json) {
    std::printf("%s\n", protocol::to_pretty_text(*tokens).c_str());
    return kSuccess;
  }
  const auto* token = protocol::json_string(*tokens, flags.kind);
  if (token == nullptr) {
    std::fprintf(stderr, "mockidp: no %s was minted: that takes --login and the scope %s\n",
                 flags.kind.c_str(), flags.kind == "id_token" ? "openid" : "offline_access");
    return kWrongUse;
  }
  std::printf("%s\n", token->c_str());
  return kSuccess;
}

}  // namespace mockidp
