#include <nlohmann/json.hpp>

#include "mockidp/control/routes.h"

namespace mockidp {

using protocol::Json;

namespace {

constexpr std::size_t kMaxNameLength = 40;

Json describe_org(const Org& org) {
  const auto directory = org.directory();
  Json issuers = Json::object();
  for (const auto& server : directory->authorization_servers)
    issuers[server.is_org_server() ? "org" : server.id] = server.issuer;
  return Json{{"name", org.name},
              {"id", directory->org.id},
              {"label", directory->org.name},
              {"url", directory->org.url},
              {"issuers", std::move(issuers)},
              {"apps", directory->apps.size()},
              {"journal", directory->org.raw_journal ? "raw" : "digests"}};
}

bool is_org_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxNameLength) return false;
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

bool is_secret_member(std::string_view key) {
  return key == "client_secret" || key == "client_secrets" || key == "password" || key == "answer" ||
         key == "google_otp_secret";
}

void mask_secrets(Json& value);

// A secret is a string or {"env": "NAME"}; what else has such a name, as policies.password does, holds none
// itself.
void mask_secret(Json& member) {
  if (member.is_array()) {
    for (auto& item : member) mask_secret(item);
  } else if (member.is_object() && !member.contains("env")) {
    mask_secrets(member);
  } else {
    member = "***";
  }
}

void mask_secrets(Json& value) {
  if (value.is_array())
    for (auto& item : value) mask_secrets(item);
  if (!value.is_object()) return;
  for (auto& [key, member] : value.items())
    is_secret_member(key) ? mask_secret(member) : mask_secrets(member);
}

http::Response create_org(ControlRequest& request) {
  std::string name;
  http::Response refusal;
  if (!read_member(request.body, "name", name, refusal)) return refusal;
  if (!is_org_name(name))
    return control_error(400, "bad_name", "\"name\" is 1 to 40 of: lower-case letters, digits, hyphen.");
  Json document;
  if (const auto* given = protocol::json_member(request.body, "document")) {
    document = *given;
  } else {
    auto built_in = read_org_document(built_in_org_document());
    document = std::move(*built_in);
  }
  const auto created = request.host.create(std::move(name), std::move(document));
  if (!created) {
    const bool taken = created.error().size() == 1 && created.error().front().pointer == "/name";
    return control_error(taken ? 409 : 422, taken ? "name_taken" : "bad_document",
                         taken ? "An org of that name exists." : "The org was not created.", created.error());
  }
  return control_json(201, describe_org(**created));
}

http::Response patch_org(ControlRequest& request) {
  const auto patched = request.host.patch(request.org->name, request.body);
  if (!patched) return control_error(422, "bad_document", "Nothing was changed.", patched.error());
  return control_json(200, describe_org(*request.org));
}

http::Response org_document(ControlRequest& request) {
  auto document = request.host.document(request.org->name);
  if (request.query.get("secrets") != "reveal") mask_secrets(document);
  return control_json(200, document);
}

}  // namespace

void add_org_control(ControlRoutes& routes) {
  routes.add("GET", "/orgs", {}, [](ControlRequest& request) {
    Json list = Json::array();
    for (const auto& org : request.host.orgs()) list.push_back(describe_org(*org));
    return control_json(200, Json{{"orgs", std::move(list)}});
  });
  routes.add("POST", "/orgs", {"name", "document"}, create_org);
  routes.add("GET", "/orgs/{org}", {},
             [](ControlRequest& request) { return control_json(200, describe_org(*request.org)); });
  routes.add("PATCH", "/orgs/{org}", {}, patch_org);
  routes.add("DELETE", "/orgs/{org}", {}, [](ControlRequest& request) {
    if (request.host.drop(request.org->name)) return control_empty();
    return control_error(409, "default_org", "The default org stays as long as the program runs; reset it.");
  });
  routes.add("GET", "/orgs/{org}/document", {}, org_document);
  routes.add("POST", "/orgs/{org}/reset", {}, [](ControlRequest& request) {
    request.host.reset(request.org->name);
    return control_json(200, describe_org(*request.org));
  });
}

}  // namespace mockidp
