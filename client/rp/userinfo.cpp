#include "client/rp/userinfo.h"

#include <nlohmann/json.hpp>

namespace rp {
namespace {

using protocol::fail;
using Kind = SignInFailure::Kind;

}  // namespace

bool speaks_about(const protocol::Json& claims, const std::string& subject) {
  const std::string* sub = protocol::json_string(claims, "sub");
  return sub != nullptr && *sub == subject;
}

protocol::Result<std::shared_ptr<const protocol::Json>, SignInFailure> fetch_userinfo(
    Transport& transport, const std::string& endpoint, const protocol::Secret& access_token,
    const std::string& subject, UserinfoCheck check) {
  const auto answer = transport.send(
      {.url = endpoint,
       .headers = {{"Accept", "application/json"}, {"Authorization", "Bearer " + access_token.reveal()}}});
  if (!answer)
    return fail(
        SignInFailure{Kind::unavailable, "temporarily_unavailable",
                      presentable("the userinfo endpoint gave no answer: " + answer.error().message)});
  if (answer->status != 200)
    return fail(
        SignInFailure{Kind::unavailable, "temporarily_unavailable",
                      "the userinfo endpoint answered with status " + std::to_string(answer->status)});
  // A signed answer (application/jwt) was not asked for, and would have to be verified.
  if (!answer->is_json())
    return fail(
        SignInFailure{Kind::userinfo, "userinfo_type", "the userinfo endpoint did not answer with JSON"});
  auto claims = protocol::parse_json(answer->body);
  if (!claims)
    return fail(SignInFailure{Kind::userinfo, "userinfo_json", "the userinfo answer is unreadable"});
  if (!check(*claims, subject))
    return fail(SignInFailure{Kind::userinfo, "userinfo_sub", "the userinfo answer is about somebody else"});
  return std::make_shared<const protocol::Json>(*std::move(claims));
}

}  // namespace rp
