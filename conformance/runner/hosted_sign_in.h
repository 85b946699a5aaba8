#pragma once
// A person at the provider's own pages.

#include <functional>
#include <string>

#include "conformance/browser/user_agent.h"
#include "conformance/oracle/url.h"

namespace conformance {

// From any page of the provider through its forms, until the browser leaves `org_url`, is stopped by its
// gate, or a form asks for the same thing again: then the person gives up.
// `code`: what a page for a one-time code is answered with; none: the person gives up there.
Page through_hosted_pages(UserAgent& browser, Page page, const std::string& org_url, const std::string& login,
                          const std::string& password, const std::function<std::string()>& code = {});

// What a person takes whose password has expired.
std::string renewed_password(const std::string& password);

std::string basic_credentials(const std::string& user, const std::string& secret);

}  // namespace conformance
