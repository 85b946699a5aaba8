#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "mockidp/commands/command_parts.h"
#include "mockidp/commands/control_question.h"
#include "mockidp/commands/exit_code.h"
#include "mockidp/commands/org_source.h"
#include "mockidp/directory/org_document.h"
#include "mockidp/doctor/settings.h"
#include "mockidp/protocol/oauth.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {

namespace {

using protocol::Json;

Json settings_of(const DoctorFlags& flags) {
  Json settings = Json::object();
  const auto put = [&](const char* name, const std::string& text) {
    if (!text.empty()) settings[name] = text;
  };
  put("issuer", flags.issuer);
  put("client_id", flags.client_id);
  put("client_secret", flags.client_secret);
  put("application_type", flags.type == "spa" ? "browser" : flags.type);
  put("redirect_uri", flags.redirect_uri);
  put("post_logout_redirect_uri", flags.post_logout_redirect_uri);
  put("origin", flags.origin);
  put("login", flags.login);
  put("response_type", flags.response_type);
  put("audience", flags.audience);
  if (!flags.scope.empty()) settings["scopes"] = protocol::split_words(flags.scope);
  return settings;
}

// Of an org that is not running: by its document alone.
protocol::Result<Json, int> examine_document(const DoctorFlags& flags) {
  const auto text = read_org_text(flags.document);
  if (!text) {
    std::fprintf(stderr, "mockidp: %s\n", text.error().c_str());
    return protocol::fail(static_cast<int>(kWrongUse));
  }
  const auto document = read_org_document(*text);
  const auto org =
      document
          ? load_org(*document, flags.org_url, [](const std::string& name) { return getenv(name.c_str()); })
          : protocol::Result<LoadedOrg, std::vector<DocumentProblem>>(protocol::fail(document.error()));
  if (!org) {
    std::fprintf(stderr, "mockidp: %s has mistakes: see mockidp check\n", flags.document.c_str());
    return protocol::fail(static_cast<int>(kWrongUse));
  }
  const auto settings = read_app_settings(settings_of(flags));
  if (!settings) {
    std::fprintf(stderr, "mockidp: %s\n", settings.error().c_str());
    return protocol::fail(static_cast<int>(kWrongUse));
  }
  std::vector<Person> people;
  for (const auto& seed : org->people) people.push_back(seed.person);
  return to_json(diagnose({org->directory, people, *settings, {}}));
}

std::string text_of(const Json& object, const char* name) {
  const auto* text = protocol::json_string(object, name);
  return text != nullptr ? *text : std::string();
}

void print_finding(const Json& finding) {
  const auto kind = text_of(finding, "kind");
  std::printf("%s: %s\n", text_of(finding, "name").c_str(), text_of(finding, "title").c_str());
  for (const auto& seen : finding["seen"]) {
    const char* where = seen.contains("past") ? "past:" : seen.contains("entry") ? "journal:" : "seen:";
    std::printf("  %-8s %s\n", where, text_of(seen, "what").c_str());
    if (seen.contains("closest")) std::printf("  %-8s %s\n", "nearest:", text_of(seen, "closest").c_str());
  }
  if (kind != "past")
    std::printf("  %-8s %s\n", kind == "note" ? "note:" : "remedy:", text_of(finding, "remedy").c_str());
  std::printf("\n");
}

std::size_t count_of(const Json& result, std::string_view kind) {
  std::size_t count = 0;
  for (const auto& finding : result["findings"])
    if (text_of(finding, "kind") == kind) ++count;
  return count;
}

void print_findings(const Json& result) {
  for (const auto& finding : result["findings"]) print_finding(finding);
  const auto mistakes = result["mistakes"].get<std::size_t>();
  const auto notes = count_of(result, "note");
  const auto past = count_of(result, "past");
  if (mistakes == 0) std::printf("no mistake was recognised");
  if (mistakes != 0) std::printf("%zu %s", mistakes, mistakes == 1 ? "mistake" : "mistakes");
  if (notes != 0) std::printf(", %zu %s", notes, notes == 1 ? "note" : "notes");
  if (past != 0) std::printf(", %zu that %s mended", past, past == 1 ? "is" : "are");
  std::printf("\n");
}

}  // namespace

CLI::App& add_doctor_command(CLI::App& program, DoctorFlags& flags) {
  auto& command = *program.add_subcommand(
      "doctor", "Recognise classic mistakes: of a running org's journal, and of an app's settings");
  command.add_option("--issuer", flags.issuer, "Issuer as the app has it");
  command.add_option("--client-id", flags.client_id, "Client id as the app has it");
  command.add_option("--client-secret", flags.client_secret, "Client secret as the app has it");
  command.add_option("--type", flags.type, "What the app is written as: web, spa, native or service")
      ->check(CLI::IsMember({"web", "spa", "native", "service"}));
  command.add_option("--redirect-uri", flags.redirect_uri, "Sign-in redirect URI that the app sends");
  command.add_option("--post-logout-redirect-uri", flags.post_logout_redirect_uri,
                     "Sign-out redirect URI that the app sends");
  command.add_option("--origin", flags.origin, "Origin of the app's pages");
  command.add_option("--login", flags.login, "Who signs in");
  command.add_option("--scope", flags.scope, "Scopes that the app asks for");
  command.add_option("--response-type", flags.response_type, "response_type that the app sends");
  command.add_option("--audience", flags.audience, "Audience that the app's API expects");
  command.add_option("--document", flags.document,
                     "Examine this org document in place of a running org: a FILE, or a built-in one's name");
  command.add_option("--org-url", flags.org_url, "  the URL that it would have")->capture_default_str();
  command.add_flag("--json", flags.json, "Print JSON");
  add_provider_flags(command, flags.provider, flags.org);
  return command;
}

int doctor(const DoctorFlags& flags) {
  const auto result =
      flags.document.empty()
          ? ask_control(flags.provider, "/orgs/" + protocol::percent_encode(flags.org) + "/diagnosis",
                        protocol::to_text(settings_of(flags)))
          : examine_document(flags);
  if (!result) return result.error();
  if (flags.json)
    std::printf("%s\n", protocol::to_pretty_text(*result).c_str());
  else
    print_findings(*result);
  return result->value("mistakes", 0) == 0 ? kSuccess : kFailed;
}

}  // namespace mockidp
