// RT: refresh tokens.
#include <algorithm>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>

#include "client/breakable/around.h"
#include "client/breakable/defect.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/jws.h"

namespace breakable::defects {

namespace {

using protocol::Json;

bool is_refresh_call(const rp::HttpCall& call) {
  const auto form = protocol::parse_form(call.body);
  return call.url.ends_with("/token") && form && form->get("grant_type") == "refresh_token";
}

// Edits the form of each refresh on its way out.
void change_refresh_call(WebAppParts& parts, std::function<void(rp::HttpCall&)> edit) {
  parts.around_provider.push_back(
      [edit = std::move(edit)](const rp::HttpCall& call, rp::Transport& provider) {
        if (!is_refresh_call(call)) return provider.send(call);
        auto changed = call;
        edit(changed);
        return provider.send(changed);
      });
}

// Edits the body of each answer to a refresh.
void change_refresh_answer(WebAppParts& parts, std::function<void(Json&)> edit) {
  parts.around_provider.push_back(
      [edit = std::move(edit)](const rp::HttpCall& call, rp::Transport& provider) -> Answered {
        auto answer = provider.send(call);
        if (!is_refresh_call(call) || !answer || answer->status != 200) return answer;
        auto body = protocol::parse_json(answer->body);
        if (!body || !body->is_object()) return answer;
        edit(*body);
        answer->body = protocol::to_text(*body);
        return answer;
      });
}

Answered refresh_until_answered(const rp::HttpCall& call, rp::Transport& provider) {
  constexpr int kTries = 5, kTooManyRequests = 429, kServerError = 500;
  auto answer = provider.send(call);
  const auto failed = [&] {
    return answer && (answer->status == kTooManyRequests || answer->status >= kServerError);
  };
  for (int i = 1; i < kTries && is_refresh_call(call) && failed(); ++i) answer = provider.send(call);
  return answer;
}

void leave_out_renewed_claim(WebAppParts& parts, std::string_view claim) {
  if (std::erase(parts.safeguards.sign_in.renewed_claims, claim) != 1)
    throw std::logic_error("there is no claim " + std::string(claim));
}

// What a client does that reads the access token and trusts its own clock for the provider's time.
protocol::TimePoint expiry_in(const rp::Tokens& tokens) {
  const auto parts = protocol::split_jws(tokens.access_token.reveal());
  const auto claims = protocol::parse_json(parts ? parts->payload_json : "{}");
  const auto exp = claims ? protocol::json_integer(*claims, "exp") : std::nullopt;
  return exp ? protocol::from_unix(*exp) : tokens.expires_at;
}

// As an app does that keeps its whole session in the browser.
void hand_token_to_browser(WebAppParts& parts, std::function<std::string(const std::string&)> write) {
  struct Last {
    std::mutex mutex;
    std::string token;
  };
  const auto last = std::make_shared<Last>();
  parts.around_provider.push_back([last](const rp::HttpCall& call, rp::Transport& provider) -> Answered {
    auto answer = provider.send(call);
    if (!answer || !call.url.ends_with("/token")) return answer;
    const auto body = protocol::parse_json(answer->body);
    const auto* token = body ? protocol::json_string(*body, "refresh_token") : nullptr;
    const std::lock_guard lock(last->mutex);
    last->token = token == nullptr ? std::string() : *token;
    return answer;
  });
  parts.around.push_back(
      at_path(parts.options.callback_path, editing([last, write](const auto&, auto& response) {
                const std::lock_guard lock(last->mutex);
                if (!last->token.empty())
                  response.add("Set-Cookie", "tokens=" + write(last->token) + "; HttpOnly; Path=/");
              })));
}

}  // namespace

std::vector<Defect> refresh() {
  return {
      {"refresh_token_not_asked_for",
       "the client does not ask for offline_access",
       {"RT-01", "RT-05", "RT-10", "RT-11"},
       {"RT-13", "RT-14"},
       [](WebAppParts& parts) { parts.options.scopes = "openid profile email"; }},
      {"refresh_token_never_replaced",
       "the refresh token of the sign-in is kept, whatever a refresh brings",
       {"RT-02", "OKTA-08"},
       {},
       [](WebAppParts& parts) {
         change_refresh_answer(parts, [](Json& body) { body.erase("refresh_token"); });
       }},
      {"refresh_token_forgotten",
       "an answer without a refresh token takes the old one away",
       {"RT-03"},
       {},
       [](WebAppParts& parts) {
         change_refresh_answer(parts, [](Json& body) {
           if (!body.contains("refresh_token")) body["refresh_token"] = "undefined";
         });
       }},
      {"refresh_not_shared",
       "requests that come at once refresh each for itself",
       {"RT-04", "OKTA-08"},
       {},
       [](WebAppParts& parts) { parts.safeguards.sign_in.renewal = rp::Renewal::each_its_own; }},
      {"refused_refresh_ignored",
       "the session goes on when the provider refuses to renew it",
       {"RT-06", "RT-12", "OKTA-19"},
       {"RT-08", "RT-09"},
       [](WebAppParts& parts) { parts.safeguards.ends_session = [](const auto&) { return false; }; }},
      {"any_failed_refresh_ends_session",
       "the session ends whenever a refresh fails, for whatever reason",
       {"RT-07"},
       {},
       [](WebAppParts& parts) { parts.safeguards.ends_session = [](const auto&) { return true; }; }},
      {"failed_refresh_sent_again",
       "a refresh that failed is sent again, at once, until it is answered",
       {"RT-07"},
       {},
       [](WebAppParts& parts) { parts.around_provider.push_back(&refresh_until_answered); }},
      {"renewed_subject_unchecked",
       "the subject of a renewed ID token is not compared with the first one's",
       {"RT-08"},
       {},
       [](WebAppParts& parts) { leave_out_renewed_claim(parts, "sub"); }},
      {"renewed_auth_time_unchecked",
       "the auth_time of a renewed ID token is not compared with the first one's",
       {"RT-09"},
       {},
       [](WebAppParts& parts) { leave_out_renewed_claim(parts, "auth_time"); }},
      {"refresh_token_in_cookie",
       "the refresh token is kept in the browser",
       {"RT-10"},
       {"SESS-06"},
       [](WebAppParts& parts) {
         hand_token_to_browser(parts, [](const std::string& token) { return token; });
       }},
      {"refresh_token_in_unsealed_cookie",
       "the session is kept in the browser, in base64, and the refresh token with it",
       {"RT-10"},
       {"SESS-06"},
       [](WebAppParts& parts) {
         hand_token_to_browser(parts, [](const std::string& token) {
           return protocol::base64url_encode(R"({"rt":")" + token + "\"}");
         });
       }},
      {"refresh_token_not_revoked",
       "signing out leaves the refresh token as it is",
       {"RT-11"},
       {},
       [](WebAppParts& parts) {
         parts.around_provider.push_back([](const rp::HttpCall& call, rp::Transport& provider) -> Answered {
           if (call.url.ends_with("/revoke")) return rp::HttpAnswer{.status = 200};
           return provider.send(call);
         });
       }},
      {"refresh_asks_for_more",
       "a refresh asks for a scope that the sign-in did not bring",
       {"RT-13"},
       {"RT-01", "RT-05"},
       [](WebAppParts& parts) {
         change_refresh_call(parts,
                             [](rp::HttpCall& call) { call.body += "&scope=openid+profile+email+api.read"; });
       }},
      {"refresh_without_secret",
       "a refresh names the client, but does not show its secret",
       {"RT-14"},
       {"RT-01", "RT-05"},
       [](WebAppParts& parts) {
         change_refresh_call(parts, [id = parts.options.client_id](rp::HttpCall& call) {
           std::erase_if(call.headers, [](const auto& header) { return header.first == "Authorization"; });
           call.body += "&client_id=" + id;
         });
       }},
      {"expiry_by_providers_clock",
       "the access token's exp is compared with the client's own clock",
       {"RT-15"},
       {},
       [](WebAppParts& parts) { parts.safeguards.sign_in.runs_out = expiry_in; }},
  };
}

}  // namespace breakable::defects
