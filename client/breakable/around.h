#pragma once
// What several defects put around a client.

#include <functional>
#include <string>
#include <string_view>

#include "client/breakable/parts.h"

namespace breakable {

using EditAnswer = std::function<void(const http::Request& request, http::Response& response)>;
Around editing(EditAnswer edit);
// Requests to one path only.
Around at_path(std::string path, Around around);
// The client never learns of the header; or the browser does not.
Around without_request_headers(std::vector<std::string> names);
Around without_response_header(std::string name);

// Another value for one of the single-page app's safeguards (client/spa/pages/safeguards.js), in JavaScript.
// The app has to have one of that name: the change of another breaks nothing, so such a script is not sent at
// all.
Around with_safeguard(std::string name, std::string value);

void remove_header(http::Headers& headers, std::string_view name);
// Edits every Set-Cookie; one that becomes empty is not sent.
void edit_cookies(http::Response& response, const std::function<std::string(std::string)>& edit);
std::string without_cookie_attribute(const std::string& set_cookie, std::string_view attribute);
// A cookie that is set to be deleted.
bool deletes_cookie(std::string_view set_cookie);

// `url` without one parameter of its query.
std::string without_parameter(const std::string& url, std::string_view name);

}  // namespace breakable
