#pragma once
// A mistake that somebody makes at a provider, and what the doctor has to say of it.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_provider.h"

namespace mockidp {

// What an app does at an org, or an org is made to be, that the doctor has to tell by the journal alone.
struct Mishap {
  const char* what;
  std::function<void(testing::TestProvider&)> happens;
  std::vector<std::string> found;
  std::function<void(testing::TestProvider&)> is_mended{};  // by the administrator; none: the org cannot
  std::string nearest{};                                    // of what was seen first; empty: whatever it is
};

// Those of single parameters and headers.
std::vector<Mishap> mishaps_of_requests();

inline std::string authorize_target(const protocol::Params& params) {
  return "/oauth2/default/v1/authorize?" + protocol::encode_form(params);
}

inline void refuse_code(testing::TestProvider& provider, const protocol::Params& params,
                        http::Headers headers = testing::web_credentials()) {
  CHECK(provider.post(testing::kTokenPath, params, std::move(headers)).status >= 400);
}

inline void trust_origin(testing::TestProvider& provider, const char* origin) {
  provider.change([&](Directory& directory) {
    auto trusted = directory.trusted_origins.at(0);
    trusted.origin = origin;
    trusted.cors = trusted.redirect = true;
    directory.trusted_origins.push_back(trusted);
  });
}

}  // namespace mockidp
