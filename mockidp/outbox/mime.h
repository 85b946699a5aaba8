#pragma once
// A mail as it travels: RFC 5322 headers and a multipart/alternative body (RFC 2046) in Base64, so that it is
// ASCII, without long lines and without a line that is a dot.

#include <string>
#include <string_view>

#include "mockidp/people/message.h"

namespace mockidp {

std::string mime_text(const Message& mail);             // lines end in CRLF
std::string_view address_of(std::string_view mailbox);  // noreply@okta.com of Okta <noreply@okta.com>
// Whether it may stand between the < and > of an SMTP command (RFC 5321; no SMTPUTF8).
bool is_smtp_address(std::string_view address);

}  // namespace mockidp
