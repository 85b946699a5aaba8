#include "client/rp/token_endpoint.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/json.h"

namespace rp {
namespace {

using protocol::fail;
using protocol::Json;
using Kind = SignInFailure::Kind;
using Method = protocol::TokenEndpointAuthMethod;

constexpr protocol::Seconds kUnstatedLifetime{300};
constexpr std::int64_t kLongestLifetime = 10LL * 365 * 24 * 3600;

protocol::Failure<SignInFailure> refuse_token_answer(std::string error, std::string description) {
  return fail(SignInFailure{Kind::response, std::move(error), std::move(description)});
}

// RFC 6749 2.3.1: form-encoded first, or a colon in the id would move the border to the secret.
std::string basic_credentials(const Settings& settings) {
  return "Basic " + protocol::base64_encode(protocol::encode_form_component(settings.client_id) + ':' +
                                            protocol::encode_form_component(settings.client_secret.reveal()));
}

bool is_bearer(std::string_view token_type) {
  constexpr std::string_view kBearer = "bearer";
  if (token_type.size() != kBearer.size()) return false;
  for (std::size_t i = 0; i < kBearer.size(); ++i)
    if ((token_type[i] | 0x20) != kBearer[i]) return false;
  return true;
}

// What the provider says when it says no; also with status 200, which some mean as a yes.
std::optional<SignInFailure> stated_error(const Json& body) {
  if (protocol::json_member(body, "error") == nullptr) return std::nullopt;
  const std::string* error = protocol::json_string(body, "error");
  const std::string* description = protocol::json_string(body, "error_description");
  return SignInFailure{Kind::token, presentable(error == nullptr ? "" : *error),
                       presentable(description == nullptr ? "" : *description)};
}

protocol::TimePoint expiry(const Json& body, protocol::TimePoint now) {
  const auto seconds = protocol::json_integer(body, "expires_in");
  if (!seconds || *seconds <= 0 || *seconds > kLongestLifetime) return now + kUnstatedLifetime;
  return now + protocol::Seconds(*seconds);
}

protocol::Result<Tokens, SignInFailure> read_tokens(const Json& body,
                                                    const std::vector<std::string>& requested,
                                                    protocol::TimePoint now) {
  const std::string* access_token = protocol::json_string(body, "access_token");
  if (access_token == nullptr || access_token->empty())
    return refuse_token_answer("access_token", "the answer has no access token");
  const std::string* token_type = protocol::json_string(body, "token_type");
  if (token_type == nullptr || !is_bearer(*token_type))
    return refuse_token_answer("token_type", "the token is no bearer token");
  Tokens tokens;
  tokens.access_token = protocol::Secret(*access_token);
  tokens.expires_at = expiry(body, now);
  const std::string* scope = protocol::json_string(body, "scope");
  tokens.scopes = scope == nullptr ? requested : protocol::split_words(*scope);
  if (const std::string* id_token = protocol::json_string(body, "id_token")) tokens.id_token = *id_token;
  if (const std::string* refresh_token = protocol::json_string(body, "refresh_token"))
    tokens.refresh_token = protocol::Secret(*refresh_token);
  return tokens;
}

}  // namespace

HttpCall authenticated_post(const Settings& settings, const std::string& url, protocol::Params parameters) {
  HttpCall call{.method = HttpCall::Method::post, .url = url};
  call.headers = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}};
  if (settings.client_authentication == Method::client_secret_basic)
    call.headers.emplace_back("Authorization", basic_credentials(settings));
  else
    parameters.add("client_id", settings.client_id);
  if (settings.client_authentication == Method::client_secret_post)
    parameters.add("client_secret", settings.client_secret.reveal());
  call.body = protocol::encode_form(parameters);
  return call;
}

protocol::Result<Tokens, SignInFailure> request_tokens(const Settings& settings, const Metadata& metadata,
                                                       Transport& transport, protocol::Params parameters,
                                                       const std::vector<std::string>& requested,
                                                       protocol::TimePoint now) {
  const auto unavailable = [](const std::string& reason) {
    return fail(SignInFailure{Kind::unavailable, "temporarily_unavailable", presentable(reason)});
  };
  const auto answer =
      transport.send(authenticated_post(settings, metadata.token_endpoint, std::move(parameters)));
  if (!answer) return unavailable("the token endpoint gave no answer: " + answer.error().message);
  if (answer->status == 429 || answer->status >= 500)
    return unavailable("the token endpoint answered with status " + std::to_string(answer->status));
  if (!answer->is_json())
    return refuse_token_answer("token_json", "the token endpoint did not answer with JSON");
  const auto body = protocol::parse_json(answer->body);
  if (!body || !body->is_object())
    return refuse_token_answer("token_json", "the token endpoint's answer is unreadable");
  if (auto said_no = stated_error(*body)) return fail(*std::move(said_no));
  if (answer->status != 200)
    return refuse_token_answer("token_status",
                               "the token endpoint answered with status " + std::to_string(answer->status));
  return read_tokens(*body, requested, now);
}

}  // namespace rp
