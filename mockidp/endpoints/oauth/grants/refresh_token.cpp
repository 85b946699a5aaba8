// grant_type=refresh_token (RFC 6749 6, RFC 9700 4.14.2; docs/okta-behaviour.md, Refresh tokens).

#include <algorithm>

#include "mockidp/endpoints/oauth/grants/grant.h"
#include "mockidp/endpoints/oauth/refreshing.h"
#include "mockidp/endpoints/oauth/revocation.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/policy/access_policy.h"
#include "mockidp/policy/assignment.h"
#include "mockidp/policy/life_cycle.h"
#include "mockidp/policy/scopes.h"

namespace mockidp {
namespace {

using protocol::fail;

// All of the first grant, or what the client asks for of it: for this answer, not for the next one.
protocol::Result<std::vector<std::string>, Refusal> decide_refreshed_scopes(const TokenRequest& request,
                                                                            const RefreshFamily& family) {
  const auto asked = parse_scopes(request.params, kMaxTokenScopeBytes);
  if (!asked) return asked;
  std::vector<std::string> denied;
  for (const std::string& scope : *asked)
    if (!has_word(family.scopes, scope)) denied.push_back(scope);
  if (!denied.empty())
    return fail(Refusal{.error = OktaError::refresh_scopes_denied,
                        .arguments = {protocol::join_words(denied, ", ")},
                        .decided_by = "scopes of the authorization request",
                        .closest = protocol::join_words(family.scopes)});
  return decide_scopes(request.server, protocol::GrantType::refresh_token,
                       asked->empty() ? family.scopes : *asked);
}

// Whoever may not sign in any more may not go on either (docs/okta-behaviour.md, Refresh tokens).
protocol::Result<Person, Refusal> decide_refreshing_person(const TokenRequest& request,
                                                           const RefreshFamily& family) {
  auto person = request.exchange.org.people.find(family.person_id);
  if (!person || !keeps_tokens(person->value.status))
    return fail(Refusal{.error = OktaError::invalid_refresh_token, .decided_by = "status of the person"});
  if (auto refusal = decide_assignment(request.exchange.dir(), request.client.app(), person->value))
    return fail(Refusal{.error = OktaError::invalid_refresh_token,
                        .decided_by = std::move(refusal->decided_by),
                        .closest = std::move(refusal->closest)});
  return std::move(person->value);
}

Refusal refuse_reuse(const TokenRequest& request, const RefreshFamily& family, std::string_view reason) {
  revoke_grant(request.exchange, family.grant_id, "refresh token reuse");
  request.exchange.trace.decided("tokens of the sign-in revoked", reason);
  return {.error = OktaError::invalid_refresh_token, .decided_by = std::string(reason)};
}

// RFC 9449 5: whoever has stolen a public client's refresh token has not its key. A confidential client
// proves itself another way, and may take another key.
std::optional<Refusal> decide_key_binding(const TokenRequest& request, const RefreshFamily& family) {
  if (family.dpop_jkt == request.dpop_jkt) return std::nullopt;
  if (request.client.app().confidential()) {
    const std::string_view by_switch = "switch dpop_binds_confidential_refresh_tokens";
    const bool binds = request.exchange.dir().org.switches.dpop_binds_confidential_refresh_tokens;
    request.exchange.trace.decided(binds ? "the key of the sign-in is asked for" : "any key will do",
                                   by_switch);
    if (!binds) return std::nullopt;
  }
  if (request.dpop_jkt.empty())
    return Refusal{.error = OktaError::invalid_dpop_proof_missing_header,
                   .decided_by = "the refresh token is bound to a key"};
  return Refusal{.error = OktaError::invalid_dpop_proof_invalid_public_key_binding,
                 .decided_by = family.dpop_jkt.empty() ? "the refresh token is bound to no key"
                                                       : "the key that the refresh token is bound to",
                 .closest = family.dpop_jkt};
}

// What the answer carries, and what it changes: each use restarts the idle time; the rest only with
// offline_access, as there is no token otherwise that could take the old one's place.
struct Continuation {
  const TokenRequest& request;
  const PresentedRefreshToken& presented;
  protocol::TimePoint idle_until;
  Redeemed& redeemed;

  const RefreshFamily& family() const { return presented.family.value; }

  void operator()(const UseAgain&) const { repeat(presented.generation, "persistent"); }
  void operator()(const RepeatSuccessor& again) const {
    repeat(again.generation, "replay within the grace: the same successor");
  }
  void operator()(const IssueSuccessor& issue) const {
    if (!has_word(redeemed.granted.scopes, "offline_access")) return prolong();
    RefreshFamily next = with_successor(family(), presented.generation, request.exchange.now);
    next.idle_until = idle_until;
    redeemed.refresh_token = refresh_token_of(request.exchange, next, next.newest());
    redeemed.spends.expect.push_back({presented.family.key, presented.family.body});
    redeemed.spends.put.push_back(request.exchange.org.refresh_families.put(next));
    request.exchange.trace.decided("refresh", "rotated");
    if (issue.use == IssueSuccessor::Use::replay)
      request.exchange.trace.decided("a further successor", "switch refresh_replay_issues_further_token");
  }
  void operator()(const EndFamily&) const {}
  void operator()(const RefuseRefresh&) const {}

 private:
  void prolong() const { request.exchange.org.refresh_families.prolong(family().grant_id, idle_until); }
  void repeat(std::uint32_t generation, std::string_view why) const {
    prolong();
    if (!has_word(redeemed.granted.scopes, "offline_access")) return;
    redeemed.refresh_token = refresh_token_of(request.exchange, family(), generation);
    request.exchange.trace.decided("refresh", why);
  }
};

class RefreshTokenGrant final : public Grant {
 public:
  protocol::GrantType type() const override { return protocol::GrantType::refresh_token; }

  protocol::Result<Redeemed, Refusal> redeem(const TokenRequest& request) const override {
    Exchange& exchange = request.exchange;
    const AppIntegration& app = request.client.app();
    const std::string_view token = request.params.get("refresh_token");
    if (token.empty())
      return fail(
          Refusal{.error = OktaError::missing_token_request_parameter, .arguments = {"refresh_token"}});
    const auto presented = find_refresh_token(exchange, request.server, app, token);
    if (!presented) return fail(presented.error());
    const RefreshFamily& family = presented->family.value;
    // Before reuse is judged: who does not have the key must not be able to end the sign-in.
    if (auto refusal = decide_key_binding(request, family)) return fail(*std::move(refusal));

    const auto decision = decide_refresh(exchange, app, *presented);
    if (const auto* refused = std::get_if<RefuseRefresh>(&decision))
      return fail(
          Refusal{.error = OktaError::invalid_refresh_token, .decided_by = std::string(refused->reason)});
    if (const auto* reuse = std::get_if<EndFamily>(&decision))
      return fail(refuse_reuse(request, family, reuse->reason));

    auto scopes = decide_refreshed_scopes(request, family);
    if (!scopes) return fail(scopes.error());
    auto person = decide_refreshing_person(request, family);
    if (!person) return fail(person.error());
    // A rule names the grant that people sign in by; refreshing goes on with that.
    const auto access = decide_access(exchange.dir(), request.server, app, &*person,
                                      protocol::GrantType::authorization_code, *scopes);
    if (!access) return fail(access.error());
    exchange.trace.decided("access", access->policy + ": " + access->rule);

    Redeemed redeemed;
    Granted& granted = redeemed.granted;
    granted.grant_id = family.grant_id;
    granted.scopes = *std::move(scopes);
    granted.access_token_lifetime = access->access_token_lifetime;
    granted.person = *std::move(person);
    granted.amr = family.amr;
    granted.acr = family.acr;
    granted.auth_time = family.auth_time;
    std::visit(Continuation{request, *presented, exchange.now + access->refresh_token_window, redeemed},
               decision);
    return redeemed;
  }
};

}  // namespace

const Grant& refresh_token_grant() {
  static const RefreshTokenGrant grant;
  return grant;
}

}  // namespace mockidp
