#include "mockidp/protocol/oauth.h"

#include "mockidp/testing/catch.h"

using namespace protocol;

TEST_CASE("enumerators are written as on the wire", "[oauth]") {
  CHECK(to_string(ErrorCode::access_denied) == "access_denied");
  CHECK(to_string(ErrorCode::invalid_client) == "invalid_client");
  CHECK(to_string(ErrorCode::invalid_grant) == "invalid_grant");
  CHECK(to_string(ErrorCode::login_required) == "login_required");
  CHECK(to_string(ErrorCode::server_error) == "server_error");
  CHECK(to_string(ErrorCode::unmet_authentication_requirements) == "unmet_authentication_requirements");
  CHECK(to_string(ErrorCode::unsupported_response_type) == "unsupported_response_type");
  CHECK(to_string(GrantType::refresh_token) == "refresh_token");
  CHECK(to_string(ResponseMode::form_post) == "form_post");
  CHECK(to_string(TokenEndpointAuthMethod::client_secret_basic) == "client_secret_basic");
}

TEST_CASE("wire names are read back, and nothing else", "[oauth]") {
  for (const auto grant : {GrantType::authorization_code, GrantType::implicit, GrantType::refresh_token,
                           GrantType::client_credentials})
    CHECK(parse_grant_type(to_string(grant)) == grant);
  for (const auto mode : {ResponseMode::query, ResponseMode::fragment, ResponseMode::form_post,
                          ResponseMode::okta_post_message})
    CHECK(parse_response_mode(to_string(mode)) == mode);
  for (const auto method :
       {TokenEndpointAuthMethod::client_secret_basic, TokenEndpointAuthMethod::client_secret_post,
        TokenEndpointAuthMethod::client_secret_jwt, TokenEndpointAuthMethod::private_key_jwt,
        TokenEndpointAuthMethod::none})
    CHECK(parse_auth_method(to_string(method)) == method);
  CHECK_FALSE(parse_grant_type("Authorization_Code"));
  CHECK_FALSE(parse_grant_type(""));
  CHECK_FALSE(parse_response_mode("query "));
  CHECK_FALSE(parse_auth_method("tls_client_auth"));
}

TEST_CASE("a response type is a set of words in any order", "[oauth]") {
  CHECK(parse_response_type("code") == ResponseType{.code = true});
  CHECK(parse_response_type("token id_token") == ResponseType{.id_token = true, .token = true});
  CHECK(to_string(*parse_response_type("token code id_token")) == "code id_token token");
  for (const char* text : {"", " ", "none", "code none", "code code", "Code", "code\ttoken", "password"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_response_type(text));
  }
}

TEST_CASE("a misspelt response type is likely another one", "[oauth]") {
  CHECK(likely_response_type("codes") == "code");
  CHECK(likely_response_type("id-token Code") == "code id_token");
  CHECK(likely_response_type("code code") == "code");
  for (const char* text : {"", " ", "none", "bogus", "code bogus", "authorization_code"}) {
    CAPTURE(text);
    CHECK(likely_response_type(text).empty());
  }
}

TEST_CASE("tokens come in a fragment unless another mode is asked for, a code alone in a query", "[oauth]") {
  CHECK(default_response_mode({.code = true}) == ResponseMode::query);
  CHECK(default_response_mode({.id_token = true}) == ResponseMode::fragment);
  CHECK(default_response_mode({.token = true}) == ResponseMode::fragment);
  CHECK(default_response_mode({.code = true, .id_token = true}) == ResponseMode::fragment);
}

TEST_CASE("lists of words lose their empty items and keep their order", "[oauth]") {
  using Words = std::vector<std::string>;
  CHECK(split_words("").empty());
  CHECK(split_words("  ").empty());
  CHECK(split_words("openid") == Words{"openid"});
  CHECK(split_words(" openid  profile email ") == Words{"openid", "profile", "email"});
  CHECK(split_words("b a b") == Words{"b", "a", "b"});
  CHECK(split_words("a\tb") == Words{"a\tb"});
  CHECK(join_words({}) == "");
  CHECK(join_words({"a"}) == "a");
  CHECK(join_words({"a", "b", "c"}) == "a b c");
  CHECK(join_words({"a", "b"}, ", ") == "a, b");
}
