#pragma once
// Pages as responses, with their security headers: stated here and nowhere else.

#include <string>
#include <string_view>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/pages/page.h"

namespace mockidp {

struct PageAccess {
  std::string nonce;          // of the page's inline script; empty: it has none
  std::string form_target;    // a URI that the page's form may end up at, beside the org's own
  bool asks_the_org = false;  // its script asks the org for something
  enum class Framing {
    same_origin,
    anywhere
  } framing = Framing::same_origin;  // anywhere: silent renewal in an iframe
};
http::Response page_response(int status, std::string html, const PageAccess& access);

std::string page_nonce(Exchange& exchange);                                  // fresh for each response
PageFrame page_frame(const Exchange& exchange, std::string_view client_id);  // "": of the org itself

}  // namespace mockidp
