#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

// Okta's name for it: "last login name".
constexpr std::string_view kLoginCookie = "ln";
constexpr std::chrono::hours kRememberedFor{24 * 365};
constexpr std::size_t kMaxLoginBytes = 256;

}  // namespace

std::string remembered_login(const Exchange& exchange) {
  const auto value = exchange.request.cookie(kLoginCookie);
  const auto login = value ? protocol::percent_decode(*value) : std::nullopt;
  if (!login || login->size() > kMaxLoginBytes || !protocol::is_utf8(*login)) return {};
  return *login;
}

http::SetCookie remember_login_cookie(const Exchange& exchange, std::string_view login) {
  auto cookie = device_cookie(exchange, {});
  cookie.name = kLoginCookie;
  cookie.value = protocol::percent_encode(login.substr(0, kMaxLoginBytes));
  cookie.max_age = kRememberedFor;
  return cookie;
}

http::SetCookie forget_login_cookie(const Exchange& exchange) {
  auto cookie = remember_login_cookie(exchange, {});
  cookie.max_age = std::chrono::seconds(0);
  return cookie;
}

}  // namespace mockidp
