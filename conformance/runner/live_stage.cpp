#include "conformance/runner/live_stage.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "conformance/oracle/url.h"
#include "conformance/runner/exchange.h"
#include "conformance/runner/failure.h"
#include "conformance/runner/hosted_sign_in.h"
#include "conformance/runner/login.h"
#include "conformance/runner/ports.h"
#include "conformance/runner/redirect_uri_fit.h"

namespace conformance {

namespace {

constexpr std::size_t kSecretLength = 40, kClientIdLength = 12;
constexpr int kNotFound = 404, kMethodNotAllowed = 405;

// Where the port is not written into the manifest, any will do.
bool has_free_port(const Manifest& manifest) {
  return !manifest.command.empty() && manifest.base_url.find("{port}") != std::string::npos;
}

ClientSettings settings_for(const Manifest& manifest, const StageOptions& options,
                            const std::filesystem::path& folder) {
  ClientSettings settings;
  settings.interrupted = options.interrupted;
  settings.bin_dir = options.bin_dir;
  settings.folder = folder;
  settings.client_id = options.client_id;
  settings.client_secret = options.client_secret;
  std::mt19937_64 chance(options.seed + 1);
  if (settings.client_id.empty())
    settings.client_id = "conformance-" + random_marker(chance, kClientIdLength);
  if (settings.client_secret.empty() && manifest.profile != Profile::spa)
    settings.client_secret = random_marker(chance, kSecretLength);
  const auto url = parse_url(manifest.base_url);
  settings.port = has_free_port(manifest)     ? free_port()
                  : url && !url->port.empty() ? std::stoi(url->port)
                                              : 0;
  return settings;
}

std::vector<std::string> registered_uris(const Manifest& manifest, const ClientSettings& settings) {
  std::vector<std::string> uris;
  for (const auto& uri : manifest.registered_redirect_uris)
    uris.push_back(with_settings(uri, manifest, settings));
  if (uris.empty() && !manifest.redirect_uri.empty())
    uris.push_back(with_settings(manifest.redirect_uri, manifest, settings));
  return uris;
}

Registration registration_of(const Manifest& manifest, const ClientSettings& settings) {
  return {.profile = manifest.profile,
          .client_id = settings.client_id,
          .client_secret = settings.client_secret,
          .base_url = base_url_of(manifest, settings.port),
          .redirect_uris = registered_uris(manifest, settings),
          .post_logout_redirect_uri = with_settings(manifest.post_logout_redirect_uri, manifest, settings),
          .initiate_login_uri = with_settings(manifest.initiate_login_uri, manifest, settings),
          .audience = manifest.audience};
}

}  // namespace

LiveStage::LiveStage(const Manifest& manifest, const StageOptions& options) : options_(options) {
  if (manifest.command.empty() && options.provider_port == 0)
    throw CannotRun(manifest.name + " runs already, so it has to know the provider: say --provider-port, " +
                    "--client-id and --client-secret as it was configured");
  // Somebody may take the port that was free a moment ago.
  for (int attempts_left = 3;; --attempts_left) {
    try {
      start(manifest);
      check_fit();
      break;
    } catch (const PortTaken&) {
      const bool interrupted = options.interrupted && *options.interrupted;
      if (attempts_left == 1 || interrupted || !has_free_port(manifest)) throw;
    }
  }
}

void LiveStage::check_fit() {
  const auto profile = client_->manifest().profile;
  try {
    if (profile == Profile::web_app) {
      leave_out_unnamed_paths();
      check_guard();
      check_sign_in_begins();
      check_sign_out_form();
    }
    if (profile == Profile::api) check_routes();
    if (profile == Profile::spa) check_pages();
  } catch (const CannotRun&) {
    if (!client_->alive()) throw PortTaken("somebody else answers in place of the client, which ended");
    throw;
  }
}

// An org says when it is made how its journal keeps secrets, so the default one has to be made with it.
std::string LiveStage::org_file_with_raw_journal() const {
  Provider built_in(options_.mockidp, folder_.path(), 0);
  auto document = built_in.control("GET", "/orgs/default/document?secrets=reveal");
  document.erase("$schema");
  document["journal"] = "raw";
  const auto file = folder_.path() / "org.json";
  std::ofstream(file) << document.dump();
  return file.string();
}

void LiveStage::start(const Manifest& manifest) {
  auto settings = settings_for(manifest, options_, folder_.path());
  client_.reset();
  idp_.reset();
  provider_.reset();
  provider_ = std::make_unique<Provider>(options_.mockidp, folder_.path(), options_.provider_port,
                                         options_.provider_port == 0 ? "" : org_file_with_raw_journal());
  const auto registration = registration_of(manifest, settings);
  const auto org = options_.provider_port == 0 ? MockIdp::Org::own : MockIdp::Org::default_one;
  idp_ = std::make_unique<MockIdp>(*provider_, registration, org, options_.seed);
  settings.issuer = idp_->issuer();
  settings.api_url = api_.url();
  settings.member_sub = idp_->member().sub;
  settings.member_login = idp_->member().login;
  redirect_uri_ = with_settings(manifest.redirect_uri, manifest, settings);
  registered_ = {idp_->org_url(), settings.client_id, registration.redirect_uris};
  client_ = std::make_unique<LiveClient>(manifest, settings);
  client_->start();
}

std::unique_ptr<UserAgent> LiveStage::first_visitor() {
  visit_began_ = std::chrono::steady_clock::now();
  const Patience patience{visit_began_ + options_.scenario_timeout, options_.interrupted};
  return make_http_browser([patience] { return patience.left(); });
}

void LiveStage::expect_answer(const Page& page) const {
  const auto& asked = page.last();
  if (page.hops.empty() || asked.status != 0 || !same_origin(asked.url, client_->url("/"))) return;
  const auto waited =
      std::chrono::round<std::chrono::seconds>(std::chrono::steady_clock::now() - visit_began_);
  throw CannotRun("the client does not answer " + asked.method + " " + asked.url + ": no HTTP came back in " +
                  std::to_string(waited.count()) + " s");
}

// Nothing is judged by a page that nobody said there is.
void LiveStage::leave_out_unnamed_paths() {
  const auto& manifest = client_->manifest();
  const auto leave_out = [&](const char* key, std::string Manifest::*path) {
    if (manifest.named.count(key) != 0 || (manifest.*path).empty()) return;
    const auto address = client_->url(manifest.*path);
    const auto browser = first_visitor();
    browser->stop_before(
        [&](const std::string&, const std::string& url) { return same_origin(url, address); });
    const auto page = browser->get(address);
    expect_answer(page);
    if (page.status == kNotFound) client_->leave_out(path);
  };
  leave_out("public_path", &Manifest::public_path);
  if (manifest.logout_method == "GET") leave_out("logout_path", &Manifest::logout_path);
}

// What is set up wrongly is told once, before anything, and not as a list of failed scenarios.
void LiveStage::check_guard() {
  const auto guarded = client_->url(client_->manifest().protected_path);
  const auto browser = first_visitor();
  browser->stop_before([&](const std::string&, const std::string& url) { return same_origin(url, guarded); });
  const auto page = browser->get(guarded);
  expect_answer(page);
  if (page.status == kNotFound) throw CannotRun(guarded + " answers 404: is protected_path right?");
  for (const auto& path : client_->manifest().protected_paths)
    if (browser->get(client_->url(path)).status == kNotFound)
      throw CannotRun(client_->url(path) + " answers 404: is protected_paths right?");
  guard_answers_strangers_ = page.status >= 200 && page.status < 300 && page.url.starts_with(guarded);
}

void LiveStage::check_sign_in_begins() {
  idp_->begin_scenario();
  const auto browser = first_visitor();
  const auto asked = open_login(*browser, *client_);
  expect_answer(asked);
  if (!same_origin(asked.url, idp_->org_url()))
    throw CannotRun(why_no_sign_in_begins(*client_, asked, idp_->org_url()));
  const auto asked_for = idp_->journal("authorize");
  if (const auto unknown = find_unknown_redirect_uri(registered_, asked_for))
    throw CannotRun(explanation_of(*unknown));
  for (const auto& entry : asked_for)
    if (entry.status >= 400)
      throw CannotRun("the provider refuses the client's authorization request (" + entry.failed + ")");
}

// Judged only where the page opens for somebody who did sign in: whether a sign-in works is for the
// scenarios.
void LiveStage::check_sign_out_form() {
  const auto& manifest = client_->manifest();
  if (manifest.logout_method != "POST") return;
  idp_->begin_scenario();
  const auto browser = first_visitor();
  const auto person = idp_->new_person();
  through_hosted_pages(*browser, open_login(*browser, *client_), idp_->org_url(), person.login,
                       person.password);
  if (idp_->people().seen_in(browser->get(client_->url(manifest.protected_path)).body).empty()) return;
  const auto address = client_->url(manifest.logout_form_page);
  const auto page = browser->get(address);
  expect_answer(page);
  if (form_that_posts_to(client_->url(manifest.logout_path), page) || !same_origin(page.url, address)) return;
  throw CannotRun("/logout_form_page: " + manifest.logout_form_page + " has no form that posts to " +
                  manifest.logout_path + " (found: " + forms_of(page) + ")");
}

void LiveStage::check_routes() {
  const auto& manifest = client_->manifest();
  const auto token = idp_->token({});
  for (const auto& route : {manifest.open_route, manifest.read_route}) {
    if (route.empty()) continue;
    const auto page = first_visitor()->get(client_->url(route), {{"Authorization", "Bearer " + token}});
    expect_answer(page);
    if (page.status == kNotFound || page.status == kMethodNotAllowed)
      throw CannotRun(client_->url(route) + " answers " + std::to_string(page.status) +
                      ": are open_route and read_route right?");
  }
}

// What a page does is seen only when it runs; that it is there, before.
void LiveStage::check_pages() {
  const auto& manifest = client_->manifest();
  auto paths = manifest.protected_paths;
  paths.insert(paths.begin(), {manifest.login_path, manifest.protected_path});
  for (const auto& path : paths) {
    const auto page = first_visitor()->get(client_->url(path));
    expect_answer(page);
    if (page.status == kNotFound)
      throw CannotRun(client_->url(path) +
                      " answers 404: are login_path, protected_path and protected_paths right?");
  }
}

bool LiveStage::can_restart() const {
  const auto& manifest = client_->manifest();
  const auto& claimed = manifest.capabilities;
  return !manifest.command.empty() && std::find(claimed.begin(), claimed.end(), "restart") != claimed.end();
}

std::chrono::seconds LiveStage::time_for_one() const {
  return time_for_scenario(options_.scenario_timeout, client_->manifest());
}

void LiveStage::revive_client(Attempt& attempt) {
  if (client_->alive()) return;
  attempt.unmet.push_back({"the client keeps running", "its process ended or answers no more"});
  if (!client_->manifest().command.empty()) client_->restart();
}

void LiveStage::prepare(const Scenario& scenario) {
  idp_->begin_scenario();
  beacon_.forget();
  api_.forget();
  if (scenario.needs_restart || client_is_spoilt_ || client_->has_other_issuer()) client_->restart();
  client_is_spoilt_ = false;
}

void LiveStage::play(const Scenario& scenario, LiveRun& run, Attempt& attempt) const {
  std::string skipped, timed_out;
  try {
    scenario.run(run);
  } catch (const ScenarioSkipped& skip) {
    skipped = skip.what();
  } catch (const ScenarioTimedOut& late) {
    timed_out = late.what();
  } catch (const std::exception& error) {
    attempt.broken = error.what();
    return;
  }
  attempt = run.take_attempt();
  attempt.skipped = skipped;
  if (options_.interrupted && *options_.interrupted)
    attempt.broken = "the run was interrupted";
  else if (!timed_out.empty())
    attempt.unmet.push_back(
        {"the scenario ends within " + std::to_string(time_for_one().count()) + " s", timed_out});
}

Attempt LiveStage::perform(const Scenario& scenario) {
  const auto started = std::chrono::steady_clock::now();
  Attempt attempt;
  try {
    prepare(scenario);
    LiveRun run({*idp_, *client_, beacon_, api_, redirect_uri_, guard_answers_strangers_},
                {started + time_for_one(), options_.interrupted});
    play(scenario, run, attempt);
    client_is_spoilt_ = can_restart() && (scenario.needs_restart || idp_->keys_were_rotated());
    revive_client(attempt);
    if (const auto unknown = find_unknown_redirect_uri(registered_, idp_->journal("authorize"), run.trace()))
      attempt.misconfigured = explanation_of(*unknown);
    if (!attempt.unmet.empty() || !attempt.warnings.empty() || !attempt.misconfigured.empty())
      attempt.exchange = exchange_of(run.trace(), idp_->journal(), idp_->org_url(), client_->url(""));
  } catch (const std::exception& error) {
    attempt.broken = error.what();
  }
  attempt.took =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
  return attempt;
}

}  // namespace conformance
