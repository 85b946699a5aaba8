#include "client/rp/sign_out.h"

#include "client/rp/token_endpoint.h"
#include "client/rp/transaction.h"

namespace rp {

using protocol::fail;

protocol::Result<SignOutDeparture, SignInFailure> begin_sign_out(const Settings& settings,
                                                                 const Metadata& metadata,
                                                                 const std::string& id_token,
                                                                 protocol::Random& random) {
  if (metadata.end_session_endpoint.empty())
    return fail(SignInFailure{SignInFailure::Kind::response, "end_session_endpoint",
                              "the provider offers no way to sign out"});
  SignOutDeparture departure;
  departure.state = protocol::random_base64url(random, 32);
  protocol::Params parameters{{"id_token_hint", id_token}};
  if (!settings.post_logout_redirect_uri.empty()) {
    parameters.add("post_logout_redirect_uri", settings.post_logout_redirect_uri);
    parameters.add("state", departure.state);
  }
  departure.end_session_url = protocol::append_query(metadata.end_session_endpoint, parameters);
  return departure;
}

bool is_back_from_sign_out(const std::string& expected_state, const protocol::Params& callback) {
  return is_answer_to({.state = expected_state}, callback);
}

protocol::Result<protocol::Ok, SignInFailure> revoke_refresh_token(const Settings& settings,
                                                                   const Metadata& metadata,
                                                                   Transport& transport,
                                                                   const protocol::Secret& refresh_token) {
  if (metadata.revocation_endpoint.empty() || refresh_token.empty()) return protocol::Ok{};
  const auto answer = transport.send(
      authenticated_post(settings, metadata.revocation_endpoint,
                         {{"token", refresh_token.reveal()}, {"token_type_hint", "refresh_token"}}));
  if (answer && answer->status == 200) return protocol::Ok{};
  return fail(
      SignInFailure{SignInFailure::Kind::unavailable, "revocation",
                    answer ? "the revocation endpoint answered with status " + std::to_string(answer->status)
                           : presentable(answer.error().message)});
}

}  // namespace rp
