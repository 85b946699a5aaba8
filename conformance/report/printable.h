#pragma once
// Texts of a client as they may stand on a terminal and in XML.

#include <string>
#include <string_view>

namespace conformance {

// Valid UTF-8 without control characters but line ends and tabs: escape sequences of a stranger do nothing.
std::string printable(std::string_view text);

}  // namespace conformance
