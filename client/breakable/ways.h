#pragma once
// Correct clients that do what the reference web app does by other means of a browser. The conformance suite
// has to find nothing in them.

#include <string>
#include <string_view>
#include <vector>

#include "client/breakable/parts.h"

namespace breakable {

struct OtherWay {
  std::string_view name;
  std::string_view works;  // in words
  void (*apply)(WebAppParts&);
};

const std::vector<OtherWay>& all_ways();
const OtherWay* find_way(std::string_view name);  // nullptr: there is none

// The provider answers by a form that the browser posts (response_mode=form_post).
Around answered_by_form(std::string callback_path);
// Pages that refresh, in place of redirects: to this address, or to wherever the client leads.
http::Response page_that_refreshes_to(const std::string& address, http::Response response);
Around leading_on_by_refresh();
// Pages with a form that submits itself, in place of redirects to the provider.
Around leaving_by_form();
// The login is a page with a button.
Around begun_by_button();

}  // namespace breakable
