// AC: who may see which page.
#include <memory>
#include <mutex>

#include "client/breakable/around.h"
#include "client/breakable/defect.h"
#include "client/webapp/pages.h"
#include "mockidp/protocol/uri.h"

namespace breakable::defects {

namespace {

constexpr const char* kUnguarded = "X-Breakable-Unguarded";

// Whoever signed in last, as a cache in front of the app would know them.
class LastPerson {
 public:
  std::optional<webapp::Account> admit(const webapp::BrowserSession& session, bool guarded) {
    const std::lock_guard lock(mutex_);
    if (session.account) last_ = *session.account;
    return guarded || session.account ? session.account : last_;
  }

 private:
  std::mutex mutex_;
  webapp::Account last_{.name = "guest"};
};

// Guarded are the requests for which `guards` holds.
template <class Guards>
void guard_only(WebAppParts& parts, Guards guards) {
  parts.safeguards.admit = [guards, last = std::make_shared<LastPerson>()](
                               const http::Request& request, const webapp::BrowserSession& session) {
    return last->admit(session, guards(request));
  };
}

constexpr const char* kMemberCookie = "webapp_member";

// A second cookie, which outlives the session and opens what the session did.
void believe_member_cookie(WebAppParts& parts) {
  parts.safeguards.admit = [](const http::Request& request, const webapp::BrowserSession& session) {
    const bool was_here = request.cookie(kMemberCookie).has_value();
    return session.account || !was_here ? session.account : webapp::Account{.name = "member"};
  };
  parts.around.push_back(editing(
      [callback = parts.options.callback_path](const http::Request& request, http::Response& response) {
        const auto member = std::string(kMemberCookie) + "=1; HttpOnly; SameSite=Lax; Path=/";
        if (request.path == callback && response.status == 303) response.add("Set-Cookie", member);
        if (request.path == "/logout") response.add("Set-Cookie", member + "; Max-Age=0");
      }));
}

using Spelling = std::string (*)(const std::string& path);

// The router is lenient about how a path is written; the guard, which compares it as it came, is not.
void route_leniently(WebAppParts& parts, Spelling routed) {
  guard_only(parts, [](const http::Request& request) { return request.header(kUnguarded).empty(); });
  parts.around.push_back([routed](http::Request& request, const http::Dispatcher& client) {
    remove_header(request.headers, kUnguarded);
    if (const auto path = routed(request.path); path != request.path) {
      request.target.replace(0, request.path.size(), path);
      request.path = path;
      request.headers.emplace_back(kUnguarded, "1");
    }
    return client(request);
  });
}

std::string in_lower_case(const std::string& path) {
  std::string lower = path;
  for (char& letter : lower)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return lower;
}

std::string without_last_slash(const std::string& path) {
  return path.size() > 1 && path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
}

std::string decoded(const std::string& path) { return protocol::percent_decode(path).value_or(path); }

BreakWebApp lenient(Spelling routed) {
  return [routed](WebAppParts& parts) { route_leniently(parts, routed); };
}

// As a guard in the page's own code, after the page was made.
http::Response page_beside_redirect(http::Request& request, const http::Dispatcher& client,
                                    const std::string& guarded_page) {
  auto response = client(request);
  if (response.status == 302 && request.path == "/members") response.body = guarded_page;
  return response;
}

}  // namespace

std::vector<Defect> access_control() {
  return {
      {"route_unguarded",
       "nobody thought of the guard when the members' page was added",
       {"AC-01"},
       {},
       [](WebAppParts& parts) {
         guard_only(parts, [](const http::Request& request) { return request.path != "/members"; });
       }},
      {"page_sent_beside_redirect",
       "the members' page is sent along with the redirect to the sign-in",
       {"AC-01"},
       {},
       [](WebAppParts& parts) {
         webapp::Frame frame;
         frame.title = "Members";
         parts.around.push_back([page = webapp::render(frame, webapp::MembersPage{"you"})](
                                    http::Request& request, const http::Dispatcher& client) {
           return page_beside_redirect(request, client, page);
         });
       }},
      {"scripts_redirected",
       "scripts without a session are redirected to the sign-in",
       {"AC-02"},
       {},
       [](WebAppParts& parts) {
         parts.around.push_back(without_request_headers({"Accept", "X-Requested-With"}));
       }},
      {"challenge_missing",
       "a 401 does not say what it asks for",
       {"AC-03"},
       {},
       [](WebAppParts& parts) { parts.around.push_back(without_response_header("WWW-Authenticate")); }},
      {"front_page_guarded",
       "everything needs a sign-in, the front page too",
       {"AC-05"},
       {},
       [](WebAppParts& parts) { parts.options.everything_needs_sign_in = true; }},
      {"guard_minds_case",
       "the router ignores upper and lower case, the guard does not",
       {"AC-07"},
       {},
       lenient(&in_lower_case)},
      {"guard_minds_last_slash",
       "the router ignores a slash at the end, the guard does not",
       {"AC-07"},
       {},
       lenient(&without_last_slash)},
      {"guard_minds_escapes",
       "the router decodes the path, the guard compares it as it came",
       {"AC-07"},
       {},
       lenient(&decoded)},
      {"role_unchecked",
       "whoever is signed in may open the page of the staff",
       {"AC-11"},
       {},
       [](WebAppParts& parts) { parts.safeguards.is_staff = [](const auto&, const auto&) { return true; }; }},
      {"refusal_asks_to_sign_in",
       "who may not open the page of the staff is sent to sign in once more",
       {"AC-11"},
       {},
       [](WebAppParts& parts) {
         parts.around.push_back(at_path("/staff", [](http::Request& request, const http::Dispatcher& client) {
           auto response = client(request);
           return response.status == 403 ? http::redirect_response(302, "/login?return_to=%2Fstaff")
                                         : response;
         }));
       }},
      {"member_cookie_believed",
       "a cookie that outlives the session opens guarded pages",
       {"AC-13"},
       {"RT-06", "RT-08", "RT-09", "RT-12", "OKTA-19"},
       believe_member_cookie},
      {"guarded_pages_cacheable",
       "guarded pages may be kept by any cache",
       {"AC-14"},
       {},
       [](WebAppParts& parts) { parts.around.push_back(without_response_header("Cache-Control")); }},
  };
}

}  // namespace breakable::defects
