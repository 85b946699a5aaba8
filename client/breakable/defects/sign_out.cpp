// LO: leaving.
#include "client/breakable/around.h"
#include "client/breakable/defect.h"
#include "client/breakable/ways.h"
#include "mockidp/protocol/form.h"

namespace breakable::defects {

namespace {

constexpr const char* kSignOutState = "webapp_signout";

bool is_sign_out(const http::Request& request) {
  return request.path == "/logout" && request.method == "POST";
}

void keep_session(WebAppParts& parts) {
  parts.safeguards.end_session = [](auto&, const auto&) {};
  parts.around.push_back(editing([](const http::Request& request, http::Response& response) {
    if (is_sign_out(request))
      edit_cookies(response, [](std::string cookie) { return deletes_cookie(cookie) ? "" : cookie; });
  }));
}

// The session is only forgotten when the browser comes back from the provider.
void end_session_on_return(WebAppParts& parts) {
  keep_session(parts);
  parts.around.push_back(
      at_path(parts.options.signed_out_path, editing([](const http::Request&, http::Response& response) {
                response.add("Set-Cookie", "webapp_session=; Path=/; Max-Age=0");
              })));
}

BreakWebApp leaving_without(std::string parameter) {
  return [parameter = std::move(parameter)](WebAppParts& parts) {
    parts.around.push_back(editing([parameter](const http::Request& request, http::Response& response) {
      if (is_sign_out(request))
        response.set("Location", without_parameter(std::string(response.header("Location")), parameter));
    }));
  };
}

http::Response go_home(http::Request& request, const http::Dispatcher& client) {
  auto response = client(request);
  if (is_sign_out(request) && response.status == 303) response.set("Location", "/");
  return response;
}

http::Response break_on_foreign_state(http::Request& request, const http::Dispatcher& client) {
  const auto query = protocol::parse_form(request.query);
  const auto expected = request.cookie(kSignOutState);
  if (query && expected && query->get("state") == *expected) return client(request);
  return http::text_response(500, "text/plain", "unexpected state\n");
}

}  // namespace

std::vector<Defect> sign_out() {
  return {
      {"session_survives_sign_out",
       "signing out goes to the provider and leaves the app's own session",
       {"LO-01"},
       {},
       keep_session},
      {"session_ends_on_return",
       "the app's own session ends only when the browser comes back from the provider",
       {"LO-05"},
       {"LO-12"},
       end_session_on_return},
      {"sign_out_without_hint",
       "the provider is not told whose session is to end",
       {"LO-02", "LO-13"},
       {},
       leaving_without("id_token_hint")},
      {"sign_out_without_return",
       "the provider is not told where to return to",
       {"LO-02"},
       {},
       leaving_without("post_logout_redirect_uri")},
      {"sign_out_without_state",
       "a return from the provider cannot be told from a forged one",
       {"LO-03"},
       {},
       leaving_without("state")},
      {"return_of_sign_out_fragile",
       "a return with another state ends in an error",
       {"LO-04", "LO-16"},
       {},
       [](WebAppParts& parts) {
         parts.around.push_back(at_path(parts.options.signed_out_path, &break_on_foreign_state));
       }},
      {"sign_out_here_only",
       "signing out never goes to the provider",
       {"LO-02", "LO-03", "LO-12", "LO-13"},
       {},
       [](WebAppParts& parts) { parts.around.push_back(&go_home); }},
      {"landing_guarded",
       "the page after signing out asks to sign in",
       {"LO-04", "LO-16"},
       {},
       [](WebAppParts& parts) {
         parts.around.push_back(at_path(
             parts.options.signed_out_path,
             [](http::Request&, const http::Dispatcher&) { return http::redirect_response(302, "/login"); }));
       }},
      {"landing_leads_in",
       "the page after signing out leads on to the login by itself",
       {"LO-04", "LO-16"},
       {},
       [](WebAppParts& parts) {
         parts.around.push_back(at_path(parts.options.signed_out_path,
                                        editing([](const http::Request&, http::Response& response) {
                                          response = page_that_refreshes_to("/login", std::move(response));
                                        })));
       }},
  };
}

}  // namespace breakable::defects
