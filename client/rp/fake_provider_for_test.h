#pragma once
// A provider in memory behind the Transport interface: honest until a test changes one of its answers.

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "client/rp/settings.h"
#include "client/rp/transport.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/pkce.h"

namespace rp {

inline const std::string kTestIssuer = "https://idp.example/oauth2/default";

inline Settings test_settings() {
  Settings settings;
  settings.issuer = kTestIssuer;
  settings.client_id = "0oa-client";
  settings.client_secret = protocol::Secret("s3cret");
  settings.redirect_uri = "https://app.example/callback";
  settings.post_logout_redirect_uri = "https://app.example/goodbye";
  return settings;
}

inline std::shared_ptr<const protocol::SigningKey> first_test_key() {
  static const auto key = protocol::SigningKey::generate_rsa();
  return key;
}
inline std::shared_ptr<const protocol::SigningKey> second_test_key() {
  static const auto key = protocol::SigningKey::generate_rsa();
  return key;
}

inline HttpAnswer json_answer(const protocol::Json& body, int status = 200) {
  return {.status = status,
          .headers = {{"content-type", "application/json;charset=UTF-8"}},
          .body = protocol::to_text(body)};
}

class FakeProvider final : public Transport {
 public:
  using Answer = protocol::Result<HttpAnswer, TransportError>;

  protocol::Json metadata = {{"issuer", kTestIssuer},
                             {"authorization_endpoint", kTestIssuer + "/v1/authorize"},
                             {"token_endpoint", kTestIssuer + "/v1/token"},
                             {"userinfo_endpoint", kTestIssuer + "/v1/userinfo"},
                             {"jwks_uri", kTestIssuer + "/v1/keys"},
                             {"end_session_endpoint", kTestIssuer + "/v1/logout"},
                             {"revocation_endpoint", kTestIssuer + "/v1/revoke"}};
  std::vector<std::shared_ptr<const protocol::SigningKey>> published = {first_test_key()};
  std::shared_ptr<const protocol::SigningKey> signing = first_test_key();
  protocol::Json claims;      // of the next ID token
  protocol::Json token_body;  // members that replace those of the token answer; null takes one out
  protocol::Json userinfo = {{"sub", "00u-alice"}, {"email", "alice@app.example"}};
  std::map<std::string, std::function<Answer()>> instead;  // by the last part of the path

  // What the token endpoint would say in this sign-in.
  void expect_sign_in(const std::string& nonce, protocol::TimePoint now) {
    claims = {{"sub", "00u-alice"},
              {"iss", kTestIssuer},
              {"aud", "0oa-client"},
              {"iat", protocol::to_unix(now)},
              {"exp", protocol::to_unix(now) + 3600},
              {"auth_time", protocol::to_unix(now)},
              {"nonce", nonce},
              {"at_hash", protocol::half_hash("access-token")}};
  }

  std::string id_token() const {
    return protocol::sign_compact(*signing, protocol::okta_jws_header(signing->kid()),
                                  protocol::to_text(claims));
  }

  Answer send(const HttpCall& call) override {
    {
      const std::lock_guard lock(mutex_);
      calls_.push_back(call);
    }
    const std::string route = call.url.substr(call.url.rfind('/') + 1);
    if (const auto other = instead.find(route); other != instead.end()) return other->second();
    if (route == "openid-configuration") return json_answer(metadata);
    if (route == "keys") return json_answer(key_set());
    if (route == "token") return json_answer(token_answer());
    if (route == "userinfo") return json_answer(userinfo);
    if (route == "revoke") return HttpAnswer{.status = 200};
    return HttpAnswer{.status = 404};
  }

  int count(const std::string& route) const {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(std::count_if(
        calls_.begin(), calls_.end(), [&](const HttpCall& call) { return call.url.ends_with("/" + route); }));
  }
  std::size_t count() const {
    const std::lock_guard lock(mutex_);
    return calls_.size();
  }
  HttpCall last(const std::string& route) const {
    const std::lock_guard lock(mutex_);
    for (auto call = calls_.rbegin(); call != calls_.rend(); ++call)
      if (call->url.ends_with("/" + route)) return *call;
    return {};
  }

 private:
  protocol::Json key_set() const {
    protocol::Json keys = protocol::Json::array();
    for (const auto& key : published) keys.push_back(protocol::to_jwk(*key));
    return {{"keys", keys}};
  }

  protocol::Json token_answer() const {
    protocol::Json body = {{"token_type", "Bearer"},
                           {"expires_in", 3600},
                           {"access_token", "access-token"},
                           {"scope", "openid profile email"},
                           {"id_token", id_token()}};
    protocol::json_merge_patch(body, token_body.is_null() ? protocol::Json::object() : token_body);
    return body;
  }

  mutable std::mutex mutex_;
  std::vector<HttpCall> calls_;
};

// The query of a URL.
inline protocol::Params query_of(const std::string& url) {
  return *protocol::parse_form(url.substr(url.find('?') + 1));
}

}  // namespace rp
