// REDIR: where a sign-in leads.
#include "client/breakable/around.h"
#include "client/breakable/defect.h"
#include "mockidp/protocol/uri.h"

namespace breakable::defects {

namespace {

std::string as_wanted(std::string_view wanted) { return std::string(wanted); }

std::string anything_with_a_slash(std::string_view wanted) {
  return wanted.starts_with('/') ? std::string(wanted) : "/";
}

std::string without_query(std::string_view wanted) {
  return webapp::safe_return_path(wanted.substr(0, wanted.find('?')));
}

std::string always_home(std::string_view) { return "/"; }

// The browser is sent to what was wanted, not to a path below the app's own address.
Around relative_landing(const webapp::Options& options) {
  return at_path(options.callback_path,
                 editing([base = options.base_url](const http::Request&, http::Response& response) {
                   const std::string location(response.header("Location"));
                   if (response.status == 303 && location.starts_with(base))
                     response.set("Location", location.substr(base.size()));
                 }));
}

// A guard in front of whatever begins with two slashes, as a guard of everything would be.
http::Response guard_double_slashes(http::Request& request, const http::Dispatcher& client) {
  if (!request.path.starts_with("//")) return client(request);
  return http::redirect_response(302, "/login?return_to=" + protocol::percent_encode(request.target));
}

void lead_anywhere(WebAppParts& parts) {
  parts.safeguards.return_path = &as_wanted;
  parts.around.push_back(relative_landing(parts.options));
  parts.around.push_back(&guard_double_slashes);
}

void lead_behind_any_slash(WebAppParts& parts) {
  parts.safeguards.return_path = &anything_with_a_slash;
  parts.around.push_back(relative_landing(parts.options));
  parts.around.push_back(&guard_double_slashes);
}

}  // namespace

std::vector<Defect> redirect() {
  return {
      {"return_path_unchecked",
       "a sign-in leads wherever a parameter or a path says",
       {"REDIR-01", "REDIR-02", "REDIR-03"},
       {},
       lead_anywhere},
      {"return_path_checked_for_a_slash",
       "whatever begins with a slash counts as a path of this app",
       {"REDIR-01", "REDIR-03"},
       {},
       lead_behind_any_slash},
      {"return_path_appended",
       "what somebody wants is written behind the app's own address, unseen",
       {"REDIR-03"},
       {},
       [](WebAppParts& parts) { parts.safeguards.return_path = &as_wanted; }},
      {"return_query_dropped",
       "the query of the page that was asked for gets lost",
       {"REDIR-08", "AC-04"},
       {},
       [](WebAppParts& parts) { parts.safeguards.return_path = &without_query; }},
      {"return_path_dropped",
       "every sign-in ends on the front page",
       {"REDIR-08", "AC-04"},
       {},
       [](WebAppParts& parts) { parts.safeguards.return_path = &always_home; }},
  };
}

}  // namespace breakable::defects
