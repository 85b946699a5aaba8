#include "conformance/browser/html_elements.h"

#include <gumbo.h>
#include <strings.h>

#include <algorithm>
#include <functional>
#include <memory>

namespace conformance {

namespace {

using Visit = std::function<bool(const GumboElement&)>;  // false: not into it

void visit_elements(const GumboNode* node, const Visit& visit) {
  if (node->type == GUMBO_NODE_DOCUMENT) {
    const auto& list = node->v.document.children;
    for (unsigned i = 0; i < list.length; ++i)
      visit_elements(static_cast<const GumboNode*>(list.data[i]), visit);
  }
  if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) return;
  if (!visit(node->v.element)) return;
  const auto& list = node->v.element.children;
  for (unsigned i = 0; i < list.length; ++i)
    visit_elements(static_cast<const GumboNode*>(list.data[i]), visit);
}

void visit_page(const std::string& html, const Visit& visit) {
  const auto destroy = [](GumboOutput* parsed) { gumbo_destroy_output(&kGumboDefaultOptions, parsed); };
  const std::unique_ptr<GumboOutput, decltype(destroy)> parsed(
      gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()), destroy);
  visit_elements(parsed->document, visit);
}

// Also of elements that HTML does not know.
std::string_view name_of(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  return {piece.data, piece.length};
}

}  // namespace

bool has_element(const std::string& html, std::string_view name) {
  bool found = false;
  visit_page(html, [&](const GumboElement& element) {
    const auto own = name_of(element);
    found = found || (own.size() == name.size() && strncasecmp(own.data(), name.data(), name.size()) == 0);
    return true;
  });
  return found;
}

std::vector<std::string> link_targets(const std::string& html) {
  std::vector<std::string> targets;
  visit_page(html, [&](const GumboElement& element) {
    for (const auto* name : {"href", "src", "action", "formaction"})
      if (const auto* attribute = gumbo_get_attribute(&element.attributes, name))
        targets.emplace_back(attribute->value);
    return true;
  });
  return targets;
}

std::optional<std::string> meta_refresh(const std::string& html) {
  constexpr std::string_view mark = "http-equiv";
  const auto same_letter = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
  if (std::search(html.begin(), html.end(), mark.begin(), mark.end(), same_letter) == html.end())
    return std::nullopt;
  std::optional<std::string> content;
  visit_page(html, [&](const GumboElement& element) {
    if (element.tag == GUMBO_TAG_NOSCRIPT || element.tag == GUMBO_TAG_TEMPLATE) return false;
    if (content || element.tag != GUMBO_TAG_META) return true;
    const auto* kind = gumbo_get_attribute(&element.attributes, "http-equiv");
    const auto* value = gumbo_get_attribute(&element.attributes, "content");
    if (kind != nullptr && value != nullptr && strcasecmp(kind->value, "refresh") == 0)
      content = value->value;
    return true;
  });
  return content;
}

}  // namespace conformance
