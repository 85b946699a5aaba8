#pragma once
// What a browser makes of a page's markup: whether text of a stranger became part of it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

// An element of that (lower-case) name stands in the page: not in a comment, a text or a script.
bool has_element(const std::string& html, std::string_view name);
// The values of all href, src, action and formaction attributes, in document order.
std::vector<std::string> link_targets(const std::string& html);
// What the page's first meta element of the kind refresh says; not one in a noscript or a template element.
std::optional<std::string> meta_refresh(const std::string& html);

}  // namespace conformance
