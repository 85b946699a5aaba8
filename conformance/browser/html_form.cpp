// Forms as browsers submit them (WHATWG HTML, 4.10.21): successful controls in document order.
#include <gumbo.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "conformance/browser/user_agent.h"
#include "conformance/oracle/url.h"

namespace conformance {

namespace {

using Children = std::vector<const GumboNode*>;

Children children_of(const GumboNode* node) {
  if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) return {};
  const auto& list = node->v.element.children;
  Children children;
  for (unsigned i = 0; i < list.length; ++i) children.push_back(static_cast<const GumboNode*>(list.data[i]));
  return children;
}

bool is_element(const GumboNode* node, GumboTag tag) {
  return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag;
}

std::optional<std::string> attribute_of(const GumboNode* node, const char* name) {
  const auto* attribute = gumbo_get_attribute(&node->v.element.attributes, name);
  if (!attribute) return std::nullopt;
  return attribute->value;
}

void collect(const GumboNode* node, GumboTag tag, Children& found) {
  if (is_element(node, tag)) found.push_back(node);
  for (const auto* child : children_of(node)) collect(child, tag, found);
}

std::string text_in(const GumboNode* node) {
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) return node->v.text.text;
  std::string text;
  for (const auto* child : children_of(node)) text += text_in(child);
  return text;
}

std::string lower_word(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string type_of(const GumboNode* node) {
  return lower_word(
      attribute_of(node, "type").value_or(is_element(node, GUMBO_TAG_BUTTON) ? "submit" : "text"));
}

// Enter in a field presses the first submit button, so it takes part; the others do not.
struct FieldReader {
  Form& form;
  bool pressed = false;

  void read(const GumboNode* node) {
    if (node->type == GUMBO_NODE_ELEMENT && !attribute_of(node, "disabled")) read_control(node);
    if (is_element(node, GUMBO_TAG_FIELDSET) && attribute_of(node, "disabled")) return;
    for (const auto* child : children_of(node)) read(child);
  }

  void read_control(const GumboNode* node) {
    const bool input = is_element(node, GUMBO_TAG_INPUT), button = is_element(node, GUMBO_TAG_BUTTON);
    if ((input || button) && type_of(node) == "submit") return press(node);
    const auto name = attribute_of(node, "name");
    if (!name || name->empty()) return;
    if (input) read_input(node, *name);
    if (is_element(node, GUMBO_TAG_TEXTAREA)) form.fields.emplace_back(*name, text_in(node));
    if (is_element(node, GUMBO_TAG_SELECT)) read_select(node, *name);
  }

  void press(const GumboNode* node) {
    if (pressed) return;
    pressed = true;
    const auto name = attribute_of(node, "name");
    if (name && !name->empty()) form.fields.emplace_back(*name, attribute_of(node, "value").value_or(""));
  }

  void read_input(const GumboNode* node, const std::string& name) {
    const auto type = type_of(node);
    if (type == "button" || type == "reset" || type == "image" || type == "file") return;
    const bool ticked = type == "checkbox" || type == "radio";
    if (ticked && !attribute_of(node, "checked")) return;
    form.fields.emplace_back(name, attribute_of(node, "value").value_or(ticked ? "on" : ""));
  }

  void read_select(const GumboNode* node, const std::string& name) {
    std::vector<const GumboNode*> options;
    collect_options(node, options);
    if (options.empty()) return;
    const auto chosen = std::find_if(options.begin(), options.end(), [](const GumboNode* option) {
      return attribute_of(option, "selected").has_value();
    });
    const auto* option = chosen == options.end() ? options.front() : *chosen;
    form.fields.emplace_back(name, attribute_of(option, "value").value_or(text_in(option)));
  }

  static void collect_options(const GumboNode* node, std::vector<const GumboNode*>& options) {
    for (const auto* child : children_of(node)) {
      if (is_element(child, GUMBO_TAG_OPTION) && !attribute_of(child, "disabled")) options.push_back(child);
      collect_options(child, options);
    }
  }
};

Form read_form(const GumboNode* element, const std::string& base_url) {
  Form form;
  form.method = lower_word(attribute_of(element, "method").value_or("get")) == "post" ? "POST" : "GET";
  form.action = attribute_of(element, "action").value_or("");
  if (const auto base = parse_url(base_url))
    if (const auto action = resolve_url(*base, form.action)) form.action = action->text();
  FieldReader{form}.read(element);
  return form;
}

}  // namespace

std::vector<Form> all_forms(const std::string& html, const std::string& base_url) {
  const auto release = [](GumboOutput* output) { gumbo_destroy_output(&kGumboDefaultOptions, output); };
  const std::unique_ptr<GumboOutput, decltype(release)> page(
      gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()), release);
  Children elements;
  collect(page->root, GUMBO_TAG_FORM, elements);
  std::vector<Form> forms;
  for (const auto* element : elements) forms.push_back(read_form(element, base_url));
  return forms;
}

std::optional<Form> first_form(const std::string& html, const std::string& base_url) {
  auto forms = all_forms(html, base_url);
  if (forms.empty()) return std::nullopt;
  return std::move(forms.front());
}

std::optional<Form> form_that_posts_to(const std::string& url, const Page& page) {
  const auto target = parse_url(url);
  for (auto& form : all_forms(page.body, page.url)) {
    const auto action = parse_url(form.action);
    if (target && action && form.method == "POST" && action->path == target->path) return std::move(form);
  }
  return std::nullopt;
}

}  // namespace conformance
