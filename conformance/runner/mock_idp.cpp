#include "conformance/runner/mock_idp.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "conformance/runner/failure.h"
#include "conformance/runner/hosted_sign_in.h"
#include "conformance/runner/redirect_uri_fit.h"

namespace conformance {

namespace {

using nlohmann::json;

constexpr std::size_t kAssignedAtOnce = 48, kUnassignedAtOnce = 12;
constexpr const char* kServiceId = "runner-service";
constexpr const char* kPeopleAppId = "runner-people";
constexpr const char* kHelperSecret = "conformance-helper-secret";
constexpr const char* kHelperCallback = "http://localhost/conformance/callback";

json client_app(const Registration& registration) {
  json app{{"label", "Client under test"},
           {"client_id", registration.client_id},
           {"application_type", registration.profile == Profile::spa ? "browser" : "web"},
           {"grant_types", {"authorization_code", "refresh_token"}},
           {"redirect_uris", registration.redirect_uris},
           {"base_uris", {registration.base_url}},
           {"assignment", {{"groups", {People::group()}}}}};
  const auto& uris = registration.redirect_uris;
  if (std::any_of(uris.begin(), uris.end(), [](const std::string& uri) { return has_wildcard(uri); }))
    app["wildcard_redirect"] = "SUBDOMAIN";
  if (registration.profile != Profile::spa) app["client_secret"] = registration.client_secret;
  if (!registration.post_logout_redirect_uri.empty())
    app["post_logout_redirect_uris"] = {registration.post_logout_redirect_uri};
  if (!registration.initiate_login_uri.empty()) app["initiate_login_uri"] = registration.initiate_login_uri;
  return app;
}

json apps_of(const Registration& registration) {
  auto apps = json::array();
  if (!registration.redirect_uris.empty()) apps.push_back(client_app(registration));
  apps.push_back({{"label", "Tokens for the runner"},
                  {"client_id", kServiceId},
                  {"client_secret", kHelperSecret},
                  {"application_type", "service"},
                  {"assignment", json::object()}});
  apps.push_back({{"label", "People's tokens for the runner"},
                  {"client_id", kPeopleAppId},
                  {"client_secret", kHelperSecret},
                  {"application_type", "web"},
                  {"redirect_uris", {kHelperCallback}},
                  {"assignment", {{"groups", {People::group()}}}}});
  return apps;
}

// JSON Merge Patch (RFC 7396) from one document to another.
json merge_patch_between(const json& from, const json& to) {
  if (!from.is_object() || !to.is_object()) return to;
  auto patch = json::object();
  for (const auto& [name, value] : from.items())
    if (!to.contains(name)) patch[name] = nullptr;
  for (const auto& [name, value] : to.items())
    if (!from.contains(name))
      patch[name] = value;
    else if (from.at(name) != value)
      patch[name] = merge_patch_between(from.at(name), value);
  return patch;
}

std::string text_at(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::multimap<std::string, std::string> values_at(const json& entry, const char* name) {
  std::multimap<std::string, std::string> values;
  const auto list = entry.find(name);
  if (list == entry.end() || !list->is_array()) return values;
  for (const auto& item : *list) {
    const auto value = text_at(item, "value");
    values.emplace(text_at(item, "name"), value.empty() ? text_at(item, "digest") : value);
  }
  return values;
}

JournalEntry read_entry(const json& entry) {
  JournalEntry read;
  read.sequence = entry.value("sequence", 0L);
  read.endpoint = text_at(entry, "endpoint");
  read.method = text_at(entry, "method");
  read.path = text_at(entry, "path");
  read.client_id = text_at(entry, "client_id");
  read.person = text_at(entry, "person");
  read.status = entry.value("status", 0);
  read.received = values_at(entry, "received");
  read.sent = values_at(entry, "sent");
  if (const auto failed = entry.find("failed"); failed != entry.end() && failed->is_object()) {
    read.failed = text_at(*failed, "internal_code");
    if (read.failed.empty()) read.failed = text_at(*failed, "description");
  }
  return read;
}

std::string request_of_people_app(const std::string& server_url, const std::string& scope) {
  return server_url + "/v1/authorize?" +
         form_encoded({{"client_id", kPeopleAppId},
                       {"response_type", "code"},
                       {"scope", scope},
                       {"redirect_uri", kHelperCallback},
                       {"state", "conformance"},
                       {"nonce", "conformance"}});
}

std::string wanted_or(const std::map<std::string, std::string>& wanted, const char* name, const char* usual) {
  const auto found = wanted.find(name);
  return found == wanted.end() ? usual : found->second;
}

}  // namespace

std::vector<JournalEntry> Idp::journal(const std::string& endpoint) {
  std::vector<JournalEntry> fitting;
  for (auto& entry : journal())
    if (entry.endpoint == endpoint) fitting.push_back(std::move(entry));
  return fitting;
}

json org_document(const json& built_in, const Registration& registration, const People& people) {
  json document = built_in;
  document.erase("$schema");
  document["journal"] = "raw";
  document["groups"] = json::array({{{"name", "Everyone"}}, {{"name", People::group()}}});
  document["people"] = people.document();
  document["apps"] = apps_of(registration);
  for (auto& server : document["authorization_servers"])
    if (text_at(server, "id") == "default") server["audience"] = registration.audience;
  return document;
}

struct MockIdp::Documents {
  json usual;  // between scenarios
  json now;    // as the provider has it
};

MockIdp::~MockIdp() = default;

MockIdp::MockIdp(Provider& provider, const Registration& registration, Org org, unsigned seed)
    : provider_(provider),
      registration_(registration),
      name_(org == Org::own ? "conformance" : "default"),
      people_(seed),
      org_(std::make_unique<Documents>()) {
  people_.invent(kAssignedAtOnce, kUnassignedAtOnce);
  member_ = people_.take(Assignment::assigned);
  const auto built_in = provider_.control("GET", "/orgs/default/document?secrets=reveal");
  org_->usual = org_->now = org_document(built_in, registration, people_);
  const auto made = org == Org::own ? provider_.control("POST", "/orgs",
                                                        json{{"name", name_}, {"document", org_->now}}.dump())
                                    : provider_.control("PATCH", "/orgs/default", org_->now.dump());
  org_url_ = text_at(made, "url");
  issuer_ = text_at(made.at("issuers"), "default");
}

void MockIdp::begin_scenario() {
  if (has_faults_) disable_faults();
  if (clock_moved_) provider_.control("POST", path("/clock"), R"({"reset": true})");
  if (org_changed_) patch_to(org_->usual);
  clock_moved_ = keys_rotated_ = org_changed_ = false;
  journal_start_ = provider_.control("GET", path("/journal?limit=1")).value("last_sequence", 0L);
}

Needle MockIdp::person(Assignment assignment) {
  if (people_.exhausted(assignment)) {
    people_.invent(kAssignedAtOnce, kUnassignedAtOnce);
    put_people();
  }
  return people_.take(assignment);
}

void MockIdp::put_people() {
  auto document = org_->now;
  document["people"] = org_->usual["people"] = people_.document();
  patch_to(std::move(document));
}

void MockIdp::patch_to(json document) {
  const auto patch = merge_patch_between(org_->now, document);
  if (!patch.empty()) provider_.control("PATCH", path(""), patch.dump());
  org_->now = std::move(document);
}

void MockIdp::change_org(const std::function<void(json& document)>& edit) {
  auto document = org_->now;
  edit(document);
  org_changed_ = true;
  patch_to(std::move(document));
}

void MockIdp::enable(const std::string& fault, const std::map<std::string, std::string>& parameters) {
  json order{{"name", fault}};
  for (const auto& [name, value] : parameters) {
    const bool number = !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
    order[name] = number ? json(std::atol(value.c_str())) : json(value);
  }
  has_faults_ = true;
  provider_.control("POST", path("/faults"), order.dump());
}

void MockIdp::disable_faults() {
  provider_.control("DELETE", path("/faults"));
  has_faults_ = false;
}

void MockIdp::advance_clock(std::chrono::seconds by) {
  clock_moved_ = true;
  provider_.control("POST", path("/clock"), json{{"advance_seconds", by.count()}}.dump());
}

void MockIdp::rotate_keys() {
  keys_rotated_ = true;
  provider_.control("POST", path("/keys/rotate"), R"({"server": "default"})");
}

void MockIdp::set_refresh_tokens(const std::string& rotation_type, std::chrono::seconds leeway) {
  change_org([&](json& document) {
    for (auto& app : document["apps"])
      if (text_at(app, "client_id") == registration_.client_id)
        app["refresh_token"] = {{"rotation_type", rotation_type}, {"leeway", leeway.count()}};
  });
}

void MockIdp::set_status(const Needle& person, const std::string& status) {
  people_.set_status(person, status);
  put_people();
}

std::string MockIdp::newest_code(const std::string& phone) {
  return text_at(provider_.control("GET", path("/messages/latest-code?to=" + percent_encoded(phone))),
                 "code");
}

std::string MockIdp::code_by_phone(const Needle& person) {
  return text_at(provider_.control("GET", path("/messages/latest-code?to=" + percent_encoded(person.phone))),
                 "code");
}

std::string MockIdp::request_of_other_app() const { return request_of_people_app(issuer_, "openid"); }

std::string MockIdp::code_for(const std::string& server_url, const std::string& scope,
                              const std::map<std::string, std::string>& wanted) {
  const auto browser = make_http_browser();
  browser->stop_before(
      [](const std::string&, const std::string& url) { return !url.starts_with(kHelperCallback); });
  auto request = request_of_people_app(server_url, scope);
  if (const auto acr = wanted_or(wanted, "acr_values", ""); !acr.empty())
    request += "&acr_values=" + percent_encoded(acr);
  const auto landed = through_hosted_pages(*browser, browser->get(request), org_url_,
                                           wanted_or(wanted, "login", ""), wanted_or(wanted, "password", ""),
                                           [&] { return newest_code(wanted_or(wanted, "phone", "")); });
  return query_value(landed.url, "code");
}

std::string MockIdp::token(const std::map<std::string, std::string>& wanted) {
  const bool org_server = wanted_or(wanted, "server", "default") == "org";
  const auto server_url = org_server ? org_url_ + "/oauth2" : issuer_;
  const auto login = wanted_or(wanted, "login", "");
  auto scope = wanted_or(wanted, "scope", org_server ? "openid" : "api.read");
  std::vector<std::pair<std::string, std::string>> fields;
  if (login.empty()) {
    fields = {{"grant_type", "client_credentials"}, {"scope", scope}};
  } else {
    if ((" " + scope + " ").find(" openid ") == std::string::npos) scope = "openid " + scope;
    fields = {{"grant_type", "authorization_code"},
              {"redirect_uri", kHelperCallback},
              {"code", code_for(server_url, scope, wanted)}};
  }
  const std::string id = login.empty() ? kServiceId : kPeopleAppId;
  const auto answer = wire_.send({.method = "POST",
                                  .url = server_url + "/v1/token",
                                  .headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                                              {"Accept", "application/json"},
                                              {"Authorization", basic_credentials(id, kHelperSecret)}},
                                  .body = form_encoded(fields)});
  const auto body = json::parse(answer.body, nullptr, false);
  return body.is_object() ? text_at(body, wanted_or(wanted, "kind", "access_token").c_str()) : std::string();
}

std::vector<JournalEntry> MockIdp::journal() {
  const auto answer =
      provider_.control("GET", path("/journal?limit=1000&after=" + std::to_string(journal_start_)));
  std::vector<JournalEntry> entries;
  const auto list = answer.find("entries");
  if (list == answer.end()) return entries;
  for (const auto& entry : *list) entries.push_back(read_entry(entry));
  return entries;
}

}  // namespace conformance
