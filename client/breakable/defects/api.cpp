// API: bearers of access tokens.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "client/breakable/around.h"
#include "client/breakable/defect.h"
#include "client/breakable/leave_out.h"
#include "client/breakable/signature_checks.h"

namespace breakable::defects {

namespace {

using Names = std::initializer_list<std::string_view>;

BreakApi access_token_without(Names names) {
  return [rules = std::vector<std::string_view>(names)](ApiParts& parts) {
    for (const auto rule : rules) leave_out(parts.rules.access_token, {rule});
  };
}

const rs::AccessTokenRule& expiry() {
  for (const auto& rule : rs::access_token_rules())
    if (rule.name == "exp") return rule;
  throw std::logic_error("there is no rule exp");
}

std::string expired_if_it_says_so(const protocol::VerifiedJwt& token,
                                  const rs::AccessTokenExpectations& expected) {
  return protocol::json_member(token.claims(), "exp") == nullptr ? "" : expiry().check(token, expected);
}

protocol::Result<protocol::Ok, rs::Refusal> any_scope(const rs::AccessToken&,
                                                      const std::vector<std::string>&) {
  return protocol::Ok{};
}

protocol::Result<protocol::Ok, rs::Refusal> any_sign_in(const rs::AccessToken&, const rp::Assurance&,
                                                        protocol::Seconds, protocol::TimePoint) {
  return protocol::Ok{};
}

void say_invalid_token(const http::Request&, http::Response& response) {
  if (response.header("WWW-Authenticate").find("acr_values=") != std::string_view::npos)
    response.set("WWW-Authenticate", "Bearer error=\"invalid_token\"");
}

BreakApi bearer_believing(rp::SignatureCheck (*check)()) {
  return [check](ApiParts& parts) { parts.rules.signature = check(); };
}

std::string right_issuer_in_list(const protocol::VerifiedJwt& token,
                                 const rs::AccessTokenExpectations& expected) {
  const auto* issuer = protocol::json_member(token.claims(), "iss");
  if (issuer == nullptr) return "The token names no issuer.";
  if (!issuer->is_array()) return *issuer == expected.issuer ? "" : "The token comes from another issuer.";
  const bool found = std::find(issuer->begin(), issuer->end(), expected.issuer) != issuer->end();
  return found ? "" : "The token comes from other issuers.";
}

bool is_guarded(const http::Request& request) { return request.path == "/orders"; }
bool has_credentials(const http::Request& request) { return !request.header("Authorization").empty(); }

http::Response guests_orders() {
  return http::text_response(200, "application/json", "{\"subject\":\"guest\",\"orders\":[]}\n");
}

http::Response serve_guests(http::Request& request, const http::Dispatcher& client) {
  return is_guarded(request) && !has_credentials(request) ? guests_orders() : client(request);
}

// The router ignores a slash at the end, the guard does not.
http::Response serve_guests_beside_guard(http::Request& request, const http::Dispatcher& client) {
  return request.path == "/orders/" ? guests_orders() : client(request);
}

// The router is lenient about upper and lower case, the guard is not.
http::Response route_any_case(http::Request& request, const http::Dispatcher& client) {
  std::string path = request.path;
  for (char& letter : path)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return path == "/orders" && path != request.path ? guests_orders() : client(request);
}

// Only a well-formed token that is wrong is refused; who brings anything else is a guest.
http::Response serve_garbage(http::Request& request, const http::Dispatcher& client) {
  auto response = client(request);
  const auto credentials = request.header("Authorization");
  const auto dots = std::count(credentials.begin(), credentials.end(), '.');
  return is_guarded(request) && has_credentials(request) && dots != 2 ? guests_orders() : response;
}

http::Response break_on_garbage(http::Request& request, const http::Dispatcher& client) {
  const auto credentials = request.header("Authorization");
  if (has_credentials(request) && std::count(credentials.begin(), credentials.end(), '.') != 2)
    return http::text_response(500, "text/plain", "internal error\n");
  return client(request);
}

void blame_missing_token(const http::Request& request, http::Response& response) {
  if (response.status == 401 && !has_credentials(request))
    response.set("WWW-Authenticate", "Bearer realm=\"orders\", error=\"invalid_token\"");
}

}  // namespace

std::vector<Defect> api() {
  return {
      {"api_refuses_everybody",
       "no token is good enough",
       {"API-01"},
       {},
       [](ApiParts& parts) {
         weaken(
             parts.rules.access_token, "iss",
             +[](const protocol::VerifiedJwt&, const rs::AccessTokenExpectations&) {
               return std::string("No.");
             });
       }},
      {"api_serves_guests",
       "who brings no token is served as a guest",
       {"API-02"},
       {},
       [](ApiParts& parts) { parts.around.push_back(&serve_guests); }},
      {"api_guard_minds_last_slash",
       "the router ignores a slash at the end, the guard does not",
       {"AC-07-api"},
       {},
       [](ApiParts& parts) { parts.around.push_back(&serve_guests_beside_guard); }},
      {"api_guard_minds_case",
       "the router ignores upper and lower case, the guard does not",
       {"AC-07-api"},
       {},
       [](ApiParts& parts) { parts.around.push_back(&route_any_case); }},
      {"api_blames_missing_token",
       "who brings no token is told that it is wrong",
       {"API-02"},
       {},
       [](ApiParts& parts) { parts.around.push_back(editing(&blame_missing_token)); }},
      {"api_challenge_missing",
       "a 401 does not say what it asks for",
       {"API-02", "API-04", "API-13"},
       {"STEP-06-api"},
       [](ApiParts& parts) { parts.around.push_back(without_response_header("WWW-Authenticate")); }},
      {"api_serves_garbage",
       "who brings no well-formed token is served as a guest",
       {"API-03", "API-11"},
       {},
       [](ApiParts& parts) { parts.around.push_back(&serve_garbage); }},
      {"api_breaks_on_garbage",
       "a token that is none ends in an error of the server",
       {"API-03"},
       {},
       [](ApiParts& parts) { parts.around.push_back(&break_on_garbage); }},
      {"api_expiry_unchecked",
       "an access token never expires",
       {"API-04", "API-05"},
       {},
       access_token_without({"exp"})},
      {"api_missing_expiry_forgiven",
       "an access token need not expire",
       {"API-05"},
       {},
       [](ApiParts& parts) { weaken(parts.rules.access_token, "exp", &expired_if_it_says_so); }},
      {"api_not_before_unchecked",
       "an access token serves before it is valid",
       {"API-06"},
       {},
       access_token_without({"nbf"})},
      {"api_audience_unchecked",
       "an access token for another API will do",
       {"API-07"},
       {},
       access_token_without({"aud"})},
      {"api_issuer_unchecked",
       "an access token of any issuer will do",
       {"API-09", "API-10"},
       {},
       access_token_without({"iss"})},
      {"api_issuer_searched_in_list",
       "the right issuer need only be in a list of them",
       {"API-10"},
       {},
       [](ApiParts& parts) { weaken(parts.rules.access_token, "iss", &right_issuer_in_list); }},
      {"api_signature_unchecked",
       "the signature of the access token is not looked at",
       {"API-11", "OKTA-14-api"},
       {},
       bearer_believing(&believing_everything)},
      {"api_unsigned_token_believed",
       "an access token may say that it needs no signature",
       {"API-11"},
       {},
       bearer_believing(&believing_unsigned_tokens)},
      {"api_algorithm_of_token_believed",
       "the token chooses the algorithm, so that the public key serves as a secret",
       {"API-11"},
       {},
       [](ApiParts& parts) { parts.rules.signature = believing_hmac_with_public_key(parts); }},
      {"api_embedded_key_believed",
       "the token may bring its own key along",
       {"API-11"},
       {},
       bearer_believing(&believing_embedded_keys)},
      {"api_unknown_key_believed",
       "an access token whose key is not in the key set counts as signed",
       {"OKTA-14-api", "API-11"},
       {},
       bearer_believing(&believing_unknown_keys)},
      {"api_keys_fetched_for_every_stranger",
       "every access token with an unknown kid has the key set fetched again",
       {"OKTA-14-api"},
       {},
       [](ApiParts& parts) { parts.rules.key_renewal = rp::KeyRenewal::for_every_stranger; }},
      {"api_takes_id_tokens",
       "an ID token opens what an access token should",
       {"API-07", "API-12", "API-13"},
       {},
       [](ApiParts& parts) {
         leave_out(parts.rules.access_token, {"aud", "cid", "id_token"});
         parts.rules.scopes = &any_scope;
       }},
      {"api_scope_unchecked",
       "every token may do everything",
       {"API-13"},
       {},
       [](ApiParts& parts) { parts.rules.scopes = &any_scope; }},
      {"api_sign_in_unchecked",
       "a token of any sign-in serves where a strong one is needed",
       {"STEP-06-api"},
       {},
       [](ApiParts& parts) { parts.rules.assurance = &any_sign_in; }},
      {"api_step_up_unexplained",
       "a refusal does not say which sign-in would be enough",
       {"STEP-06-api"},
       {},
       [](ApiParts& parts) { parts.around.push_back(editing(&say_invalid_token)); }},
  };
}

}  // namespace breakable::defects
