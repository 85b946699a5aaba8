#include "conformance/runner/login.h"

#include <algorithm>

#include "conformance/browser/html_elements.h"
#include "conformance/oracle/url.h"

namespace conformance {

namespace {

std::string with_query(const std::string& url, const std::string& query) {
  if (query.empty()) return url;
  return url + (url.find('?') == std::string::npos ? "?" : "&") + query;
}

bool has_parameter(const Form& form, const std::string& name) {
  const auto action = parse_url(form.action);
  auto all = action ? parse_query(action->query) : form.fields;
  all.insert(all.end(), form.fields.begin(), form.fields.end());
  return std::any_of(all.begin(), all.end(), [&](const auto& field) { return field.first == name; });
}

}  // namespace

std::string login_url(const Client& client) {
  const auto& manifest = client.manifest();
  return client.url(manifest.login_path.empty() ? manifest.protected_path : manifest.login_path);
}

Page open_login(UserAgent& browser, const Client& client, const std::string& query) {
  const auto& manifest = client.manifest();
  const auto target = login_url(client);
  if (manifest.login_method != "POST") return browser.get(with_query(target, query));
  const auto form_page = manifest.login_form_page.empty() ? target : client.url(manifest.login_form_page);
  auto page = browser.get(with_query(form_page, query));
  auto form = form_that_posts_to(target, page);
  if (!form) return page;
  if (!has_parameter(*form, query.substr(0, query.find('=')))) form->action = with_query(form->action, query);
  return browser.submit_form(page, *form);
}

std::string why_no_sign_in_begins(const Client& client, const Page& reached, const std::string& org_url) {
  const auto& manifest = client.manifest();
  const auto login = login_url(client);
  const bool at_client = same_origin(reached.url, login);
  const bool has_form = at_client && form_that_posts_to(login, reached).has_value();
  const bool was_submitted = !reached.hops.empty() && reached.hops.front().method == "POST";
  if (manifest.login_method == "POST" && at_client && !was_submitted)
    return "/login_form_page: " + reached.url + " has no form that posts to " + manifest.login_path +
           " (found: " + forms_of(reached) + ")";
  if (manifest.login_method != "POST" && has_form)
    return "/login_method: " + login + " shows a form that posts to " + manifest.login_path +
           " and does not lead to the provider by itself; say \"login_method\": \"POST\" where that begins a "
           "sign-in";
  const bool has_script = at_client && has_element(reached.body, "script");
  return login + " does not lead to the provider " + org_url + " but to " + reached.url + " (status " +
         std::to_string(reached.status) +
         "): does the client take the issuer from its environment, and is login_path right?" +
         (has_script
              ? " That page's scripts were not run: of a web app only one is minded that stands in the "
                "page and submits a form as it loads"
              : "");
}

std::string forms_of(const Page& page) {
  std::string all;
  for (const auto& form : all_forms(page.body, page.url)) {
    const auto action = parse_url(form.action);
    all += (all.empty() ? "" : ", ") + form.method + " " + (action ? action->path : form.action);
  }
  return all.empty() ? "no form; status " + std::to_string(page.status) : all;
}

}  // namespace conformance
