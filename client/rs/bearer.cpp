#include "client/rs/bearer.h"

#include <algorithm>

namespace rs {
namespace {

using protocol::fail;

protocol::Failure<Refusal> refuse_request(std::string description) {
  return fail(Refusal{.status = 400, .error = "invalid_request", .description = std::move(description)});
}

protocol::Failure<Refusal> ask_for_token() { return fail(Refusal{.status = 401}); }

// `lower`: in lower case.
bool is_scheme(std::string_view scheme, std::string_view lower) {
  return std::equal(scheme.begin(), scheme.end(), lower.begin(), lower.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

// RFC 9110 11.2.
bool is_token68(std::string_view text) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~+/").find(c) != std::string_view::npos;
  };
  const auto end = std::find_if_not(text.begin(), text.end(), is_letter);
  return end != text.begin() && std::all_of(end, text.end(), [](char c) { return c == '='; });
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool has_token(const protocol::Params* parameters) {
  return parameters != nullptr && parameters->has("access_token");
}

}  // namespace

protocol::Result<PresentedToken, Refusal> find_access_token(const CarriedCredentials& carried) {
  if (has_token(carried.query))
    return refuse_request("The access token belongs in the Authorization header, not in the address.");
  if (has_token(carried.form))
    return refuse_request("The access token belongs in the Authorization header, not in the body.");
  if (carried.authorization.size() > 1)
    return refuse_request("The request has more than one Authorization header.");
  if (carried.authorization.empty()) return ask_for_token();

  const auto header = without_blanks(carried.authorization.front());
  const auto blank = std::min(header.find(' '), header.size());
  const auto scheme = header.substr(0, blank);
  const bool dpop = is_scheme(scheme, "dpop");
  if (!dpop && !is_scheme(scheme, "bearer")) return ask_for_token();
  const auto token = without_blanks(header.substr(blank));
  if (!is_token68(token)) return refuse_request("The Authorization header holds no well-formed token.");
  return PresentedToken{std::string(token), dpop ? TokenScheme::dpop : TokenScheme::bearer};
}

protocol::Result<std::string, Refusal> find_bearer_token(const CarriedCredentials& carried) {
  auto presented = find_access_token(carried);
  if (!presented) return fail(presented.error());
  if (presented->scheme != TokenScheme::bearer) return ask_for_token();
  return std::move(presented->token);
}

}  // namespace rs
