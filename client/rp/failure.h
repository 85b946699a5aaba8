#pragma once
// Why a sign-in, or a later step of its session, came to nothing.

#include <string>
#include <string_view>

namespace rp {

struct SignInFailure {
  enum class Kind {
    state,        // the callback belongs to no sign-in of this browser
    callback,     // the callback is not what a provider may send
    expired,      // the person took too long
    provider,     // the provider said no at the callback: `error` is its code
    token,        // the provider said no at the token endpoint: `error` is its code
    unavailable,  // metadata, keys, tokens or userinfo could not be had; trying later may help
    response,     // an answer that breaks the protocol
    id_token,     // `error` is the name of the rule that was broken
    userinfo,     // the answer speaks about somebody else, or about nobody
  };
  Kind kind = Kind::response;
  std::string error{};  // the provider's error code, or the name of our rule
  std::string
      description{};  // for people: printable ASCII, at most 300 characters; escape it in a page all the same
};

// What a peer wrote, made fit for SignInFailure: other characters become '?', and what is too long is cut.
std::string presentable(std::string_view text);

}  // namespace rp
