#include "conformance/oracle/url.h"
#include "conformance/run.h"
#include "mockidp/testing/catch.h"

using conformance::answer_to;
using conformance::Callback;

namespace {

const std::vector<std::pair<std::string, std::string>> kGood{{"code", "c d"}, {"state", "s"}};

Callback callback_of(const std::string& response_mode) {
  return answer_to("http://idp/v1/authorize?response_mode=" + response_mode +
                       "&redirect_uri=http%3A%2F%2Fapp%2Fcb%3Fa%3D1",
                   kGood);
}

}  // namespace

TEST_CASE("the provider answers as it was asked to", "[runner]") {
  const auto opened = callback_of("query");
  CHECK(opened.method == "GET");
  CHECK(opened.url == "http://app/cb?a=1&code=c%20d&state=s");
  CHECK(opened.fields.empty());
  CHECK(answer_to("http://idp/?redirect_uri=http://app/cb", kGood).url == "http://app/cb?code=c%20d&state=s");
  const auto posted = callback_of("form_post");
  CHECK(posted.method == "POST");
  CHECK(posted.url == "http://app/cb?a=1");
  CHECK(posted.fields == kGood);
}

TEST_CASE("a parameter of a callback is read and replaced, however it comes", "[runner]") {
  const std::string mode = GENERATE("query", "form_post");
  CAPTURE(mode);
  const auto callback = callback_of(mode);
  CHECK(callback.value("code") == "c d");
  CHECK(callback.with("code", "x&y").value("code") == "x&y");
  CHECK(callback.with("code", "x&y").value("state") == "s");
  CHECK(callback.with("error", "no").value("error") == "no");
  CHECK(callback.with("state", "").value("state").empty());
  const auto text = [](const Callback& one) { return one.url + "|" + conformance::form_encoded(one.fields); };
  CHECK(text(callback.with("state", "")).find("state=") != std::string::npos);
  CHECK(text(callback.with("state", std::nullopt)).find("state") == std::string::npos);
  CHECK(text(callback.with("state", std::nullopt).with("code", std::nullopt)).find("code") ==
        std::string::npos);
}
