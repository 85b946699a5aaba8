// The conformance program as a person and a CI meet it: against the reference clients, and set up wrongly.
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "conformance/browser/webdriver_browser.h"
#include "conformance/runner/ports.h"
#include "conformance/runner/selection.h"
#include "conformance/subject/child_process.h"
#include "conformance/subject/temporary_folder.h"
#include "mockidp/testing/catch.h"

using conformance::ChildProcess;
using conformance::TemporaryFolder;

namespace {

constexpr std::chrono::minutes kWholeSuite{15};  // on a machine that is busy with other things, sanitized
const std::string kClients = MOCKIDP_SOURCE_DIR "/fixtures/clients/";

std::string text_of(const std::filesystem::path& file) {
  std::ifstream input(file);
  return {std::istreambuf_iterator<char>(input), {}};
}

// Takes connections and says nothing.
class SilentServer {
 public:
  SilentServer() : port_(std::to_string(conformance::bind_loopback(handle_, 0))) {
    REQUIRE(listen(handle_, 16) == 0);
  }
  ~SilentServer() { close(handle_); }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;
  const std::string& port() const { return port_; }
  bool was_asked() const {
    pollfd waiting{handle_, POLLIN, 0};
    return poll(&waiting, 1, 0) == 1;
  }

 private:
  int handle_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::string port_;
};

struct ProgramRun {
  int status = -1;
  std::string output;
};

ProgramRun run_conformance(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), CONFORMANCE_PROGRAM);
  const auto output = folder.path() / "output.txt";
  std::filesystem::remove(output);
  ChildProcess program({.command = arguments, .environment = {}, .output_file = output.string()});
  REQUIRE(conformance::eventually([&] { return !program.running(); }, kWholeSuite));
  return {program.exit_status(), text_of(output)};
}

ProgramRun interrupt_conformance(const TemporaryFolder& folder, std::vector<std::string> arguments,
                                 const std::function<bool()>& when) {
  arguments.insert(arguments.begin(), CONFORMANCE_PROGRAM);
  const auto output = folder.path() / "output.txt";
  ChildProcess program({.command = arguments, .environment = {}, .output_file = output.string()});
  REQUIRE(conformance::eventually(when));
  REQUIRE(program.running());
  const int status = program.stop(std::chrono::seconds(20));
  return {status, text_of(output)};
}

// A manifest with some members replaced.
std::string manifest_with(const TemporaryFolder& folder, const nlohmann::json& members) {
  auto manifest = nlohmann::json::parse(text_of(kClients + "webapp.json"));
  manifest.update(members);
  const auto file = folder.path() / "client.json";
  std::ofstream(file) << manifest;
  return file.string();
}

void expect_nothing_found(const std::string& client, conformance::Profile profile) {
  CAPTURE(client);
  const TemporaryFolder folder;
  const auto report_file = folder.path() / "report.json";
  const auto run =
      run_conformance(folder, {"run", "--client", kClients + client + ".json", "--json", report_file.string(),
                               "--junit", (folder.path() / "report.xml").string()});
  CAPTURE(run.output);
  CHECK(run.status == 0);
  const auto report = nlohmann::json::parse(text_of(report_file));
  long expected = 0;
  for (const auto& scenario : conformance::all_scenarios()) expected += applies_to(scenario, profile) ? 1 : 0;
  CHECK(expected > 0);
  CHECK(report["counts"]["pass"] == expected);
  CHECK(text_of(folder.path() / "report.xml").starts_with("<?xml"));
}

}  // namespace

TEST_CASE("nothing is found in the reference clients", "[end_to_end][suite]") {
  const std::string client = GENERATE("webapp", "api");
  expect_nothing_found(client, client == "api" ? conformance::Profile::api : conformance::Profile::web_app);
}

// RFC 6749 leaves it to the client when it refreshes.
TEST_CASE("nothing is found in a client that renews its tokens a minute early", "[end_to_end][suite]") {
  const TemporaryFolder folder;
  const auto run = run_conformance(folder, {"run", "--client", kClients + "webapp.json", "--client-env",
                                            "RENEWAL_MARGIN_SECONDS=60", "--only", "refresh/*"});
  CAPTURE(run.output);
  CHECK(run.status == 0);
  CHECK_THAT(run.output, ContainsSubstring("0 with warnings, 0 inconclusive"));
}

TEST_CASE("nothing is found in a correct client that works in another way", "[end_to_end][suite]") {
  const std::string way = GENERATE("form_post", "refresh", "forms", "button");
  CAPTURE(way);
  const TemporaryFolder folder;
  nlohmann::json members{{"command", {BREAKABLE_PROGRAM, "--quiet"}}};
  // A provider that begins a sign-in finds no button.
  if (way == "button") members.update({{"login_method", "POST"}, {"initiate_login_uri", ""}});
  const auto run = run_conformance(
      folder, {"run", "--client", manifest_with(folder, members), "--client-arg=--way=" + way, "--only",
               "CB-*,CSRF-*,SESS-03,LO-*,AC-04,REDIR-0*,STEP-0*,OKTA-0*,OKTA-10,OKTA-11"});
  CAPTURE(run.output);
  CHECK(run.status == 0);
  CHECK_THAT(run.output, ContainsSubstring(" 0 with warnings, 0 inconclusive; " +
                                           std::string(way == "button" ? "1" : "0") + " skipped"));
}

TEST_CASE("nothing is found in the reference single-page app", "[end_to_end][suite][chromium]") {
  if (!conformance::WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  expect_nothing_found("spa", conformance::Profile::spa);
}

TEST_CASE("a wrong client fails, and what failed is told with its exchange", "[end_to_end][suite]") {
  const TemporaryFolder folder;
  const auto run = run_conformance(
      folder, {"run", "--client", manifest_with(folder, {{"command", {BREAKABLE_PROGRAM, "--quiet"}}}),
               "--client-arg=--defect=state_unchecked", "--only", "CB-03,callback/replayed_callback",
               "--mockidp", MOCKIDP_PROGRAM, "--timeout", "60", "--seed", "7"});
  CAPTURE(run.output);
  CHECK(run.status == 1);
  for (const auto* text : {"FAIL  CB-03", "expected  nobody is signed in", "observed  signed in as", "why  ",
                           "RFC 6749, 10.12", "/v1/token → 200", "again     " CONFORMANCE_PROGRAM " run",
                           " --mockidp " MOCKIDP_PROGRAM " --timeout 60 --seed 7 --only CB-03"})
    CHECK_THAT(run.output, ContainsSubstring(text));
}

TEST_CASE("a token that expired longer ago than the manifest allows, and is taken, is a warning",
          "[end_to_end][suite]") {
  const TemporaryFolder folder;
  const auto run = run_conformance(
      folder, {"run", "--client", manifest_with(folder, {{"tolerances", {{"clock_skew_seconds", "0"}}}}),
               "--only", "IDT-09"});
  CAPTURE(run.output);
  CHECK(run.status == 0);
  CHECK_THAT(run.output, ContainsSubstring("the client takes id_token_expired, seconds 30"));
}

TEST_CASE("how a sign-in ends is not judged where none begins", "[end_to_end][suite]") {
  const TemporaryFolder folder;
  const auto run = run_conformance(
      folder,
      {"run", "--client", manifest_with(folder, {{"deep_link", "/?a=1"}}), "--only", "AC-04,REDIR-08"});
  CAPTURE(run.output);
  CHECK(run.status == 0);
  CHECK_THAT(run.output,
             ContainsSubstring("SKIP  AC-04 REDIR-08: a stranger at /?a=1 is shown a page of the client"));
}

TEST_CASE("what is set up wrongly is told, and fails no scenario", "[end_to_end][suite]") {
  const TemporaryFolder folder;
  const SilentServer taken;
  const auto& port = taken.port();
  struct Row {
    nlohmann::json manifest = nlohmann::json::object();
    std::vector<std::string> more;
    std::string told;
  };
  const auto as_it_is = nlohmann::json::object();
  const std::vector<Row> rows{
      {{{"command", {"/nowhere/program"}}}, {}, "cannot start /nowhere/program"},
      {as_it_is, {"--client-arg=--no-such-option"}, "ended with status 2 instead of starting"},
      {as_it_is, {"--mockidp", "/nowhere/mockidp"}, "the provider: cannot start /nowhere/mockidp"},
      {as_it_is,
       {"--client-env", "ISSUER=http://localhost:1/oauth2/default"},
       "does not lead to the provider"},
      {{{"login_path", "/"}}, {}, "is login_path right?"},
      {{{"login_method", "POST"}, {"login_form_page", "/"}},
       {},
       "/ has no form that posts to /login (found: "},
      {{{"command", {BREAKABLE_PROGRAM, "--quiet"}}},
       {"--client-arg=--way=button"},
       "shows a form that posts to /login and does not lead to the provider by itself; say \"login_method\": "
       "\"POST\""},
      {{{"command", {SPA_PROGRAM, "--quiet"}}, {"login_path", "/profile"}, {"protected_paths", {"/profile"}}},
       {},
       "That page's scripts were not run"},
      {{{"protected_path", "/nothing"}}, {}, "is protected_path right?"},
      {{{"protected_paths", {"/profile", "/nothing"}}},
       {},
       "/nothing answers 404: is protected_paths right?"},
      {{{"logout_path", "/elsewhere"}},
       {},
       "/logout_form_page: /logout has no form that posts to /elsewhere (found: POST /logout"},
      {{{"redirect_uri", "http://localhost:1/other"}},
       {},
       "configuration error: the org has no sign-in redirect URI"},
      {{{"registered_redirect_uris", nlohmann::json::array({"{base_url}/other"})}}, {}, "(the path differs)"},
      {{{"registered_redirect_uris", nlohmann::json::array({"https://*.example"})}}, {}, "wildcard"},
      {{{"base_url", "http://localhost:" + port}}, {}, "port " + port + " is in use"},
      {{{"folder", "nowhere"}}, {}, (folder.path() / "nowhere").string() + " does not exist"},
      {{{"loginpath", "/"}}, {}, "unknown key; \"login_path\" is near"},
      {{{"waivers", {{"CB-999", "no"}}}}, {}, "there is no scenario CB-999"}};
  for (const auto& row : rows) {
    std::vector<std::string> arguments{"run", "--client", manifest_with(folder, row.manifest)};
    arguments.insert(arguments.end(), row.more.begin(), row.more.end());
    const auto run = run_conformance(folder, arguments);
    CAPTURE(row.told, run.output);
    CHECK(run.status == 4);
    CHECK_THAT(run.output, ContainsSubstring(row.told) && !ContainsSubstring("FAIL"));
  }
}

TEST_CASE("a client that does not answer is told as soon as --timeout says", "[end_to_end][suite]") {
  const TemporaryFolder folder;
  const SilentServer provider;  // the client asks it, and lets its own browser wait
  const auto started = std::chrono::steady_clock::now();
  const auto run =
      run_conformance(folder, {"run", "--client", kClients + "webapp.json", "--timeout", "2", "--client-env",
                               "ISSUER=http://localhost:" + provider.port() + "/oauth2/default",
                               "--client-env", "PROVIDER_TIMEOUT_SECONDS=60"});
  CAPTURE(run.output);
  CHECK(run.status == 4);
  CHECK_THAT(run.output, ContainsSubstring("the client does not answer GET http://localhost:") &&
                             ContainsSubstring("no HTTP came back in "));
  CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(30));
}

TEST_CASE("a run that is interrupted ends before its client has started or answered", "[end_to_end][suite]") {
  const TemporaryFolder folder;
  const SilentServer provider;
  const auto started = folder.path() / "started";
  const auto never_ready =
      manifest_with(folder, {{"command", {"/bin/sh", "-c", "touch " + started.string() + "; sleep 120"}},
                             {"start_timeout_milliseconds", 120000}});
  const auto starting = interrupt_conformance(folder, {"run", "--client", never_ready},
                                              [&] { return std::filesystem::exists(started); });
  const auto asking = interrupt_conformance(folder,
                                            {"run", "--client", kClients + "webapp.json", "--client-env",
                                             "ISSUER=http://localhost:" + provider.port() + "/oauth2/default",
                                             "--client-env", "PROVIDER_TIMEOUT_SECONDS=60"},
                                            [&] { return provider.was_asked(); });
  for (const auto& run : {starting, asking}) {
    CAPTURE(run.output);
    CHECK(run.status == 130);
    CHECK_THAT(run.output, ContainsSubstring("interrupted; not everything was run"));
  }
}

TEST_CASE("a redirect URI that the org lacks is told in the reports too", "[end_to_end][suite]") {
  const TemporaryFolder folder;
  const auto json_file = folder.path() / "report.json", xml_file = folder.path() / "report.xml";
  const auto run = run_conformance(
      folder,
      {"run", "--client",
       manifest_with(folder, {{"registered_redirect_uris", nlohmann::json::array({"{base_url}/other"})}}),
       "--json", json_file.string(), "--junit", xml_file.string()});
  CAPTURE(run.output);
  CHECK(run.status == 4);
  const auto report = nlohmann::json::parse(text_of(json_file));
  CHECK(report["seconds"].get<double>() > 0);
  const auto told = report["set_up_error"].get<std::string>();
  for (const auto& text : {told, text_of(xml_file), run.output})
    CHECK_THAT(text, ContainsSubstring(
                         "configuration error: the org has no sign-in redirect URI http://localhost:") &&
                         ContainsSubstring("/authorization-code/callback, which the client sends") &&
                         ContainsSubstring("/other (the path differs)"));
}

TEST_CASE("a wildcard among the redirect URIs is a warning in every report, and fails nothing",
          "[end_to_end][suite]") {
  const TemporaryFolder folder;
  const auto json_file = folder.path() / "report.json", xml_file = folder.path() / "report.xml";
  const std::string wildcard = "https://*.shop.example/authorization-code/callback";
  const auto manifest =
      manifest_with(folder, {{"registered_redirect_uris",
                              nlohmann::json::array({"{base_url}/authorization-code/callback", wildcard})}});
  const auto run = run_conformance(folder, {"run", "--client", manifest, "--only", "CB-01,OKTA-10,OKTA-17",
                                            "--json", json_file.string(), "--junit", xml_file.string()});
  CAPTURE(run.output);
  CHECK(run.status == 0);
  const auto report = nlohmann::json::parse(text_of(json_file));
  CHECK(report["counts"]["warn"] == 1);
  CHECK(report["counts"]["pass"] == 2);
  std::string warned;
  for (const auto& result : report["results"])
    if (result["verdict"] == "warn") warned = result["warnings"].front().get<std::string>();
  for (const auto& text : {warned, text_of(xml_file), run.output})
    CHECK_THAT(text, ContainsSubstring(wildcard) && ContainsSubstring("Okta discourages it"));
  CHECK_THAT(run.output, ContainsSubstring("WARN  OKTA-17"));
}

TEST_CASE("wrong use is no finding either", "[end_to_end][suite]") {
  const TemporaryFolder folder;
  const auto webapp = kClients + "webapp.json", api = kClients + "api.json";
  const std::vector<std::vector<std::string>> uses{
      {"run"},
      {"run", "--client", webapp, "--only", "CB-999"},
      {"run", "--client", api, "--only", "CB-01"},
      {"run", "--client", webapp, "--client-env", "NAME"},
      {"run", "--client", webapp, "--timeout", "0"},
      {"run", "--client", webapp, "--junit", "/nowhere/report.xml"},
      {"run", "--client", webapp, "--json", folder.path().string()},
      {"run", "--client", webapp, "--json", (folder.path() / "report").string(), "--junit",
       (folder.path() / "." / "report").string()},
      {"list", "--only", "CB-999"},
      {"explain", "CB-999"},
      {}};
  for (const auto& use : uses) {
    const auto run = run_conformance(folder, use);
    CAPTURE(use, run.output);
    CHECK(run.status == 2);
    CHECK_FALSE(run.output.empty());
    CHECK_THAT(run.output, !ContainsSubstring("PASS"));
  }
}

TEST_CASE("every scenario can be listed and explained", "[end_to_end][suite]") {
  const TemporaryFolder folder;
  const auto list = run_conformance(folder, {"list"}).output;
  const auto explained = run_conformance(folder, {"explain", "*"}).output;
  for (const auto& scenario : conformance::all_scenarios()) {
    CHECK_THAT(list, ContainsSubstring(scenario.id) && ContainsSubstring(scenario.path));
    CHECK_THAT(explained, ContainsSubstring(scenario.requirement));
  }
}
