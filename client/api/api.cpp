#include "client/api/api.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/json.h"
#include "mockidp/protocol/oauth.h"

namespace api {
namespace {

using protocol::fail;
using protocol::Json;

constexpr const char* kRealm = "orders";
constexpr std::size_t kMaxOrderBytes = 4096;
constexpr std::size_t kMaxProductBytes = 100;
constexpr std::int64_t kMostOfOneOrder = 99;

// Whoever may see an answer was decided by the token: nothing on the way may give it to somebody else.
http::Response json_response(int status, const Json& body) {
  auto response = http::text_response(status, "application/json", protocol::to_text(body) + "\n");
  response.set("Cache-Control", "no-store");
  response.set("X-Content-Type-Options", "nosniff");
  return response;
}

http::Response problem(int status, const std::string& error, const std::string& description) {
  return json_response(status, {{"error", error}, {"error_description", description}});
}

http::Response refusal_response(const rs::Refusal& refusal) {
  auto response = refusal.error.empty()
                      ? problem(refusal.status, "token_required", "This needs an access token.")
                      : problem(refusal.status, refusal.error, refusal.description);
  if (const auto value = rs::challenge(refusal, kRealm); !value.empty())
    response.set("WWW-Authenticate", value);
  return response;
}

Json as_json(const Order& order) {
  return {{"number", order.number}, {"product", order.product}, {"count", order.count}};
}

struct WantedOrder {
  std::string product;
  std::int64_t count = 1;
};

protocol::Result<WantedOrder, std::string> parse_order(const http::Request& request) {
  if (request.media_type() != "application/json") return fail(std::string("The body has to be JSON."));
  const auto body = protocol::parse_json(request.body, {.max_bytes = kMaxOrderBytes, .max_depth = 4});
  if (!body || !body->is_object()) return fail(std::string("The body is no JSON object."));
  const auto* product = protocol::json_string(*body, "product");
  if (product == nullptr || product->empty() || product->size() > kMaxProductBytes)
    return fail(std::string("product has to be a short text."));
  WantedOrder wanted{*product, 1};
  if (protocol::json_member(*body, "count") == nullptr) return wanted;
  const auto count = protocol::json_integer(*body, "count");
  if (!count || *count < 1 || *count > kMostOfOneOrder)
    return fail(std::string("count has to be a number from 1 to 99."));
  wanted.count = *count;
  return wanted;
}

rs::Settings settings_of(const Options& options) {
  return {.issuer = options.issuer, .audience = options.audience, .client_ids = options.client_ids};
}

rp::Assurance assurance_of(const Options& options) {
  rp::Assurance wanted;
  if (!options.step_up_acr.empty()) wanted.acr_values = {options.step_up_acr};
  wanted.max_age = options.step_up_max_age;
  return wanted;
}

}  // namespace

Api::Api(const Options& options, rp::Transport& transport, const protocol::Clock& clock, rs::Rules rules)
    : options_(options),
      clock_(clock),
      cors_(options.allowed_origins),
      check_scopes_(rules.scopes),
      check_sign_in_(rules.assurance),
      validator_(settings_of(options), transport, std::move(rules)) {
  router_.add("GET", "/open", [](const http::Request&) {
    return json_response(200, {{"message", "Everybody may read this."}});
  });
  add_guarded("GET", "/orders", {.scope = "api.read"}, &Api::list_orders);
  add_guarded("POST", "/orders", {.scope = "api.write"}, &Api::place_order);
  if (const auto wanted = assurance_of(options); wanted.max_age || !wanted.acr_values.empty())
    add_guarded("GET", "/invoices", {.scope = "api.read", .assurance = wanted}, &Api::list_invoices);
}

void Api::add_guarded(std::string_view method, std::string_view path, Needs needs, Guarded handler) {
  router_.add(method, path, [this, needs = std::move(needs), handler](const http::Request& request) {
    const auto token = authorize(request, needs);
    return token ? (this->*handler)(request, *token) : refusal_response(token.error());
  });
}

protocol::Result<rs::AccessToken, rs::Refusal> Api::authorize(const http::Request& request,
                                                              const Needs& needs) {
  const auto query = protocol::parse_form(request.query);
  const bool has_form = request.media_type() == "application/x-www-form-urlencoded";
  const auto form = protocol::parse_form(has_form ? request.body : std::string());
  if (!query || !form)
    return fail(
        rs::Refusal{.status = 400, .error = "invalid_request", .description = "The request cannot be read."});
  const auto presented = rs::find_access_token(
      {.authorization = request.header_values("Authorization"), .query = &*query, .form = &*form});
  if (!presented) return fail(presented.error());
  const auto now = clock_.now() + options_.clock_offset;
  auto token = validate(request, *presented, now);
  if (!token) return fail(token.error());
  if (const auto allowed = check_scopes_(*token, {needs.scope}); !allowed) return fail(allowed.error());
  const auto skew = settings_of(options_).clock_skew;
  if (const auto enough = check_sign_in_(*token, needs.assurance, skew, now); !enough)
    return fail(enough.error());
  return token;
}

protocol::Result<rs::AccessToken, rs::Refusal> Api::validate(const http::Request& request,
                                                             const rs::PresentedToken& presented,
                                                             protocol::TimePoint now) {
  if (presented.scheme == rs::TokenScheme::bearer) return validator_.validate(presented.token, now);
  if (options_.public_url.empty()) return fail(rs::Refusal{.status = 401});  // only bearer tokens are taken
  const auto url = options_.public_url + request.path;
  const auto key = rs::prove_possession(request.header_values("DPoP"),
                                        {.method = request.method,
                                         .url = url,
                                         .access_token = presented.token,
                                         .now = now,
                                         .clock_skew = settings_of(options_).clock_skew},
                                        spent_proofs_);
  if (!key) return fail(key.error());
  return validator_.validate(presented.token, now, *key);
}

http::Response Api::answer(http::Request& request) {
  if (Cors::is_preflight(request)) {
    std::vector<std::string> methods;
    if (router_.find(request, methods) == nullptr && !methods.empty())
      return cors_.answer_preflight(request, methods);
  }
  auto response = dispatch(request);
  cors_.mark(request, response);
  return response;
}

http::Response Api::dispatch(http::Request& request) {
  std::vector<std::string> allowed;
  if (const auto* handler = router_.find(request, allowed)) return (*handler)(request);
  if (allowed.empty()) return problem(404, "not_found", "There is nothing here.");
  auto response = problem(405, "method_not_allowed", "This cannot be done here.");
  response.set("Allow", protocol::join_words(allowed, ", "));
  return response;
}

http::Response Api::list_orders(const http::Request&, const rs::AccessToken& token) {
  Json orders = Json::array();
  for (const Order& order : orders_.of(token.subject())) orders.push_back(as_json(order));
  return json_response(200, {{"subject", token.subject()}, {"orders", std::move(orders)}});
}

http::Response Api::list_invoices(const http::Request&, const rs::AccessToken& token) {
  return json_response(200, {{"subject", token.subject()},
                             {"invoices", Json::array({{{"number", 4711}, {"amount", "€ 12.00"}}})}});
}

http::Response Api::place_order(const http::Request& request, const rs::AccessToken& token) {
  auto wanted = parse_order(request);
  if (!wanted) return problem(400, "invalid_order", wanted.error());
  const auto order = orders_.place(token.subject(), std::move(wanted->product), wanted->count);
  if (!order) return problem(409, "too_many_orders", "There is no room for more orders.");
  return json_response(201, as_json(*order));
}

}  // namespace api
