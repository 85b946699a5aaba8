#pragma once
// Values that other people chose, made fit for a mail: nobody's first name ends a header line, opens a tag or
// adds a paragraph.

#include <chrono>
#include <string>
#include <string_view>

namespace mockidp {

std::string one_line(std::string_view value);      // control characters become blanks
std::string html_escaped(std::string_view value);  // for text and for attributes in double quotes
// The From of RFC 5322: Okta <noreply@okta.com>; a name with other characters than letters, digits and blanks
// is quoted.
std::string mailbox(std::string_view name, std::string_view address);
// "5 minutes", "1 hour", "7 days": in the largest unit that divides it.
std::string in_words(std::chrono::seconds duration);

}  // namespace mockidp
