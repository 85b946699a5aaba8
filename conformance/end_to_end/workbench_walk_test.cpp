// The workbench in a browser: what its pages make of whatever an org has journaled.
#include "conformance/end_to_end/walk_for_test.h"

using namespace conformance;
using nlohmann::json;

namespace {

void open_view(Walk& walk, const std::string& view, const std::string& awaited) {
  walk.browser.open("about:blank");
  walk.browser.open(walk.workbench_url + "/#" + view);
  REQUIRE(walk.browser.has(awaited));
}

json ask(Walk& walk, const std::string& script) { return json::parse(walk.browser.run_script(script)); }

}  // namespace

TEST_CASE("walk: every fault can be switched on with what it takes", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("faults", "default");
  open_view(walk, "faults", "details.card");
  const auto outcome = ask(walk, R"(
    const values = { endpoint: 'token', status: 503, milliseconds: 1, seconds: 60, bytes: 5, person: 'bob@example.com',
      url: 'http://127.0.0.1:9/keys', token: 'e30.e30.c2ln' };
    const { faults } = await (await fetch('/control/v1/faults')).json();
    const status = document.getElementById('status');
    const refused = [];
    for (const { name, parameters } of faults) {
      for (const parameter of parameters.split(' ').filter(Boolean)) document.getElementById(`${name}-${parameter}`).value = values[parameter];
      status.textContent = '';
      document.getElementById(`${name}-times`).form.requestSubmit();
      for (let i = 0; i < 500 && !status.textContent; i += 1) await new Promise((resolve) => { setTimeout(resolve, 10); });
      if (status.textContent !== `${name} is on.`) refused.push(`${name}: ${status.textContent}`);
    }
    return { refused, faults: faults.length };)");
  CHECK(outcome.at("refused") == json::array());
  CHECK(walk.control("GET", "/faults").at("faults").size() == outcome.at("faults").get<std::size_t>());
  CHECK_THAT(walk.browser.text("main"), !ContainsSubstring("[object"));
  walk.keep_picture();
}
