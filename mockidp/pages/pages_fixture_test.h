#pragma once
// What the tests of pages fill them with.

#include <string>

#include "mockidp/pages/sign_in_pages.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/golden.h"

namespace mockidp::testing {

inline const PageFrame kFrame{"Mock Org", "http://localhost:7070", "Web app"};
inline const FormProof kProof{"02jaXZ-tdwYVq5kSRvdu_czekns6ogSnuItUxlqVMX", "csrf-of-the-page"};
inline constexpr auto kNonce = "nonce-of-the-page";
inline constexpr auto kFieldsBanner = "We found some errors. Please review the form and make corrections.";

// A step of alice's sign-in, with the way back.
template <class Page>
Page step_page() {
  Page page;
  page.frame = kFrame;
  page.proof = kProof;
  page.nonce = kNonce;
  page.identifier = "alice@example.com";
  page.ways.start_over = true;
  return page;
}

// Leaves every context that a value could stand in: element, attribute in either quotes, script, comment,
// template.
inline const std::string kHostile =
    R"(</script><script>alert(1)</script>"'><img src=x onerror=alert(1)>{{csrf}}{{{csrf}}}&amp;<!--)";

template <class Page>
Page hostile_step() {
  Page page;
  page.frame = {kHostile, kHostile, kHostile};
  page.proof = {kHostile, kHostile};
  page.nonce = kHostile;
  page.identifier = page.banner = kHostile;
  page.ways = {true, true, true, true, true, true, true};
  return page;
}

// The style sheet is left out: it is a file of its own, and the same in every page.
inline void check_page(const char* golden, std::string html) {
  const auto begin = html.find("<style>") + 7;
  html.erase(begin, html.find("</style>") - begin);
  check_golden(golden, html);
}

inline void check_no_value_left_its_place(const std::string& html) {
  CAPTURE(html);
  CHECK(html.find("alert(1)") != std::string::npos);  // it is there, as text
  CHECK(html.find("<img") == std::string::npos);
  CHECK(html.find("alert(1)</script>") == std::string::npos);
  CHECK(html.find("onerror=alert(1)>") == std::string::npos);
  CHECK(html.find("'>") == std::string::npos);
  CHECK(html.find("<!--") == std::string::npos);
}

}  // namespace mockidp::testing
