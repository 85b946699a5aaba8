#pragma once
// The client's login, as its manifest describes it.

#include "conformance/run.h"

namespace conformance {

std::string login_url(const Client& client);
// Opens it, with this query added, or submits the form of the page that stands for it; ends wherever the
// client leads. Where that page has no such form: at the page. A form that drops the query gets it all the
// same, as if somebody had written it there.
Page open_login(UserAgent& browser, const Client& client, const std::string& query = {});
// What to say of a login that was opened and ended here, not at the provider.
std::string why_no_sign_in_begins(const Client& client, const Page& reached, const std::string& org_url);
// "GET /search, POST /basket"
std::string forms_of(const Page& page);

}  // namespace conformance
