#include "mockidp/protocol/nearest.h"

#include "mockidp/testing/catch.h"

using namespace protocol;

TEST_CASE("edit distance counts what was inserted, taken out and replaced", "[nearest]") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("abc", "abc") == 0);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("flaw", "lawn") == 2);
}

TEST_CASE("the nearest candidate is the first of the least distance", "[nearest]") {
  const std::vector<std::string> words{"openid", "profile", "email"};
  REQUIRE(nearest_of(words, "emial"));
  CHECK(*nearest_of(words, "emial") == "email");
  CHECK(*nearest_of(words, "zzzzzz") == "openid");
  CHECK_FALSE(nearest_of({}, "email"));
}

TEST_CASE("what was likely meant differs in case, hyphens and few letters", "[nearest]") {
  const std::vector<std::string> keys{"redirect_uris", "client_id", "id", "label"};
  CHECK(likely_meant(keys, "redirectUris") == "redirect_uris");
  CHECK(likely_meant(keys, "redirect-urls") == "redirect_uris");
  CHECK(likely_meant(keys, "clientid") == "client_id");
  CHECK(likely_meant(keys, "lable") == "");
  CHECK(likely_meant(keys, "labl") == "label");
  CHECK(likely_meant(keys, "zebra") == "");
  CHECK(same_word(keys, "Client-ID") == "client_id");
  CHECK(same_word(keys, "clientis") == "");
}
