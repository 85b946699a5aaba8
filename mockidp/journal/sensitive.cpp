#include <algorithm>
#include <array>

#include "mockidp/journal/journal.h"

namespace mockidp {
namespace {

// Whoever reads one of these could act as the person or the client it belongs to. By the names of forms, JSON
// bodies, headers and cookies, in lower case and in order.
constexpr std::array<std::string_view, 43> kSensitive{"access_token",
                                                      "activationtoken",
                                                      "actor_token",
                                                      "answer",
                                                      "api_token",
                                                      "assertion",
                                                      "auth_req_id",
                                                      "authorization",
                                                      "binding_code",
                                                      "client_assertion",
                                                      "client_secret",
                                                      "code",
                                                      "code_verifier",
                                                      "cookie",
                                                      "credentials.answer",
                                                      "credentials.passcode",
                                                      "credentials.password",
                                                      "device_code",
                                                      "device_secret",
                                                      "dpop",
                                                      "dt",
                                                      "id_token",
                                                      "id_token_hint",
                                                      "idx",
                                                      "interaction_code",
                                                      "interaction_handle",
                                                      "mfa_token",
                                                      "newpassword",
                                                      "oldpassword",
                                                      "oob_code",
                                                      "otp",
                                                      "passcode",
                                                      "password",
                                                      "proxy-authorization",
                                                      "recoverytoken",
                                                      "refresh_token",
                                                      "sessiontoken",
                                                      "set-cookie",
                                                      "sid",
                                                      "statehandle",
                                                      "statetoken",
                                                      "subject_token",
                                                      "token"};
static_assert(std::is_sorted(kSensitive.begin(), kSensitive.end()));

}  // namespace

bool is_sensitive(std::string_view parameter) {
  std::string lower(parameter.substr(0, 64));
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::binary_search(kSensitive.begin(), kSensitive.end(), std::string_view(lower));
}

}  // namespace mockidp
