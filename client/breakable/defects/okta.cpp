// OKTA: what is peculiar to Okta, or first met there.
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>

#include "client/breakable/around.h"
#include "client/breakable/defect.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/jws.h"

namespace breakable::defects {

namespace {

constexpr const char* kSessionCookie = "webapp_session";
constexpr const char* kWantedCookie = "wanted_page";
constexpr const char* kKnownCookie = "was_here_before";
constexpr const char* kUnderWayCookie = "sign_in_under_way";

bool leaves_for_provider(const http::Response& response) {
  return response.header("Location").find("/authorize?") != std::string_view::npos;
}

http::Response lead_back_after_refusal(http::Request& request, const http::Dispatcher& client) {
  const auto query = protocol::parse_form(request.query);
  const auto wanted = request.cookie(kWantedCookie);
  auto response = client(request);
  if (query && query->has("error") && wanted) return http::redirect_response(302, *wanted);
  return response;
}

void remember_wanted_page(const http::Request& request, http::Response& response) {
  if (request.path != "/login" && leaves_for_provider(response))
    response.add("Set-Cookie",
                 std::string(kWantedCookie) + "=" + request.path + "; HttpOnly; SameSite=Lax; Path=/");
}

http::Response begin_anew_after_error(http::Request& request, const http::Dispatcher& client) {
  const auto query = protocol::parse_form(request.query);
  auto response = client(request);
  const bool known = !query || !query->has("error") || query->get("error") == "access_denied";
  return known ? response : http::redirect_response(302, "/login");
}

// `with`, in requests of the login that name an issuer.
Around at_initiated_login(std::function<http::Response(http::Response, const std::string& issuer)> with) {
  return at_path("/login", [with = std::move(with)](http::Request& request, const http::Dispatcher& client) {
    const auto query = protocol::parse_form(request.query);
    const std::string issuer(query ? query->get("iss") : "");
    auto response = client(request);
    return issuer.empty() ? response : with(std::move(response), issuer);
  });
}

// Metadata of whatever issuer somebody names.
http::Response ask_the_named_issuer(http::Response response, const std::string& issuer) {
  if (leaves_for_provider(response)) return response;
  return http::redirect_response(302, issuer + "/v1/authorize?response_type=code");
}

bool says_prompt(const http::Response& departure) {
  return departure.header("Location").find("&prompt=") != std::string_view::npos;
}

Around adding_prompt(std::string prompt, std::function<bool(const http::Request&)> when) {
  return editing([prompt = std::move(prompt), when = std::move(when)](const http::Request& request,
                                                                      http::Response& response) {
    if (!leaves_for_provider(response) || !when(request) || says_prompt(response)) return;
    response.set("Location", std::string(response.header("Location")) + "&prompt=" + prompt);
  });
}

// Whoever was here before is only asked silently.
void ask_silently(WebAppParts& parts) {
  parts.around.push_back(adding_prompt(
      "none", [](const auto& request) { return request.path == "/login" && request.cookie(kKnownCookie); }));
  parts.around.push_back(at_path(
      parts.options.callback_path, editing([](const http::Request&, http::Response& response) {
        if (response.status < 400)
          response.add("Set-Cookie", std::string(kKnownCookie) + "=1; HttpOnly; SameSite=Lax; Path=/");
      })));
}

std::optional<rp::Transaction> take_if_newest(rp::PendingSignIns& pending, const protocol::Params& callback) {
  auto copy = pending;
  const auto newest = copy.take(callback, [](const auto&, const auto&) { return true; });
  return newest && rp::is_answer_to(*newest, callback) ? pending.take(callback) : std::nullopt;
}

// Until its callback comes, or for as long as the browser is open.
http::Response begin_one_at_a_time(http::Request& request, const http::Dispatcher& client) {
  const bool under_way = request.cookie(kUnderWayCookie).has_value();
  auto response = client(request);
  if (!leaves_for_provider(response)) return response;
  if (under_way) return http::text_response(409, "text/plain", "A sign-in is under way already.\n");
  response.add("Set-Cookie", std::string(kUnderWayCookie) + "=1; HttpOnly; SameSite=Lax; Path=/");
  return response;
}

void end_what_is_under_way(const http::Request&, http::Response& response) {
  response.add("Set-Cookie", std::string(kUnderWayCookie) + "=; Max-Age=0; Path=/");
}

Answered insist(const rp::HttpCall& call, rp::Transport& provider) {
  auto answer = provider.send(call);
  constexpr int kTries = 5, kTooManyRequests = 429;
  for (int i = 1; i < kTries && answer && answer->status == kTooManyRequests && call.url.ends_with("/token");
       ++i)
    answer = provider.send(call);
  return answer;
}

void forget_state(const http::Request& request, http::Response& response) {
  if (request.path == "/checkout" && leaves_for_provider(response))
    response.set("Location", without_parameter(std::string(response.header("Location")), "state"));
}

bool is_for_this_app(const std::string& access_token) {
  const auto parts = protocol::split_jws(access_token);
  const auto claims = protocol::parse_json(parts ? parts->payload_json : "{}");
  const auto* audience = claims ? protocol::json_string(*claims, "aud") : nullptr;
  return audience != nullptr && *audience == "api://default";
}

Answered read_access_token(const rp::HttpCall& call, rp::Transport& provider) {
  auto answer = provider.send(call);
  if (!answer || answer->status != 200 || !call.url.ends_with("/token")) return answer;
  const auto body = protocol::parse_json(answer->body);
  const auto* token = body ? protocol::json_string(*body, "access_token") : nullptr;
  if (token != nullptr && token->find('.') != std::string::npos && !is_for_this_app(*token))
    return rp::HttpAnswer{.status = 503};
  return answer;
}

// The session's cookie brings the ID token along, as in an app that keeps nothing on the server.
class SessionInCookie {
 public:
  Answered note(const rp::HttpCall& call, rp::Transport& provider) {
    auto answer = provider.send(call);
    if (!answer || !call.url.ends_with("/token")) return answer;
    const auto body = protocol::parse_json(answer->body);
    const auto* token = body ? protocol::json_string(*body, "id_token") : nullptr;
    const std::lock_guard lock(mutex_);
    id_token_ = token == nullptr ? "" : *token;
    return answer;
  }

  void append_to(http::Response& response) {
    const std::lock_guard lock(mutex_);
    edit_cookies(response, [&](std::string cookie) {
      if (cookie.starts_with(kSessionCookie) && !deletes_cookie(cookie))
        cookie.insert(cookie.find(';'), "." + id_token_);
      return cookie;
    });
  }

  static void take_from(http::Request& request) {
    const auto key = request.cookie(kSessionCookie);
    if (!key) return;
    for (auto& [name, value] : request.headers)
      if (const auto at = value.find(*key); name == "Cookie" && at != std::string::npos)
        value.replace(at, key->size(), key->substr(0, key->find('.')));
  }

 private:
  std::mutex mutex_;
  std::string id_token_;
};

void keep_session_in_cookie(WebAppParts& parts) {
  const auto kept = std::make_shared<SessionInCookie>();
  parts.around_provider.push_back(
      [kept](const rp::HttpCall& call, rp::Transport& provider) { return kept->note(call, provider); });
  parts.around.push_back(
      [kept, callback = parts.options.callback_path](http::Request& request, const http::Dispatcher& client) {
        SessionInCookie::take_from(request);
        auto response = client(request);
        if (request.path == callback) kept->append_to(response);
        return response;
      });
}

}  // namespace

std::vector<Defect> okta() {
  return {
      {"refusal_leads_back",
       "after a refusal the browser is led to the guarded page that it came from",
       {"OKTA-01", "OKTA-02"},
       {},
       [](WebAppParts& parts) {
         parts.around.push_back(at_path(parts.options.callback_path, &lead_back_after_refusal));
         parts.around.push_back(editing(&remember_wanted_page));
       }},
      {"unknown_refusal_retried",
       "only access_denied counts as a refusal; after any other error the sign-in begins anew",
       {"OKTA-07"},
       {},
       [](WebAppParts& parts) {
         parts.around.push_back(at_path(parts.options.callback_path, &begin_anew_after_error));
       }},
      {"initiated_sign_in_ignored",
       "a sign-in that the provider begins ends on the front page",
       {"OKTA-03"},
       {},
       [](WebAppParts& parts) {
         parts.around.push_back(
             at_initiated_login([](const auto&, const auto&) { return http::redirect_response(302, "/"); }));
       }},
      {"issuer_of_link_believed",
       "a sign-in begins at whatever issuer a link names",
       {"OKTA-03"},
       {},
       [](WebAppParts& parts) { parts.around.push_back(at_initiated_login(&ask_the_named_issuer)); }},
      {"latest_sign_in_only",
       "a sign-in that begins in another tab ends the one that was under way",
       {"OKTA-04"},
       {},
       [](WebAppParts& parts) { parts.safeguards.session.take_pending = &take_if_newest; }},
      {"departure_blocks_the_next",
       "a sign-in that never came back keeps the next one from beginning",
       {"OKTA-10"},
       {"OKTA-07"},
       [](WebAppParts& parts) {
         parts.around.push_back(at_path("/login", &begin_one_at_a_time));
         parts.around.push_back(at_path(parts.options.callback_path, editing(&end_what_is_under_way)));
       }},
      {"password_asked_for_every_time",
       "every sign-in asks the provider to prompt",
       {"OKTA-05"},
       {},
       [](WebAppParts& parts) {
         parts.around.push_back(adding_prompt("login", [](const auto&) { return true; }));
       }},
      {"known_person_asked_silently",
       "whoever was signed in before is only asked silently",
       {"OKTA-06", "LO-13"},
       {},
       ask_silently},
      {"refused_code_sent_again",
       "a code is sent to the token endpoint again, at once, until it is answered",
       {"OKTA-09"},
       {},
       [](WebAppParts& parts) { parts.around_provider.push_back(&insist); }},
      {"state_forgotten_by_a_page",
       "a sign-in that begins at the checkout carries no state",
       {"OKTA-11"},
       {},
       [](WebAppParts& parts) { parts.around.push_back(editing(&forget_state)); }},
      {"access_token_read",
       "the access token is read, and has to be for this app's API",
       {"OKTA-12"},
       {},
       [](WebAppParts& parts) { parts.around_provider.push_back(&read_access_token); }},
      {"session_in_cookie",
       "the session's cookie carries the ID token, however long it is",
       {"OKTA-13"},
       {},
       keep_session_in_cookie},
  };
}

}  // namespace breakable::defects
