// Forms as browsers submit them (WHATWG HTML, 4.10.21): successful controls in document order.
#include <gumbo.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "conformance/browser/page_scripts.h"
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

enum class Submission { by_enter, by_script };  // a script presses no button

Form read_form(const GumboNode* element, const std::string& base_url, Submission submission) {
  Form form;
  form.method = lower_word(attribute_of(element, "method").value_or("get")) == "post" ? "POST" : "GET";
  form.action = attribute_of(element, "action").value_or("");
  if (const auto base = parse_url(base_url))
    if (const auto action = resolve_url(*base, form.action)) form.action = action->text();
  FieldReader{form, submission == Submission::by_script}.read(element);
  return form;
}

void release(GumboOutput* output) { gumbo_destroy_output(&kGumboDefaultOptions, output); }

std::unique_ptr<GumboOutput, decltype(&release)> parsed_page(const std::string& html) {
  return {gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()), release};
}

bool is_javascript(const GumboNode* script) {
  const auto type = lower_word(attribute_of(script, "type").value_or(""));
  return type.empty() || type == "module" || type.ends_with("/javascript") || type.ends_with("/ecmascript");
}

std::vector<std::string> scripts_in(const GumboNode* root) {
  Children elements;
  collect(root, GUMBO_TAG_SCRIPT, elements);
  std::vector<std::string> scripts;
  for (const auto* element : elements)
    if (is_javascript(element)) scripts.push_back(text_in(element));
  collect(root, GUMBO_TAG_BODY, elements);
  for (const auto* element : elements)
    if (auto handler = attribute_of(element, "onload")) scripts.push_back(std::move(*handler));
  return scripts;
}

// The name in quotes, or after the last dot: of "document.forms['go']", of "document.getElementById('go')",
// of "document.go".
std::string named_in(const std::string& expression) {
  const auto quote = expression.find_first_of("'\"`");
  if (quote == std::string::npos) return expression.substr(expression.rfind('.') + 1);
  const auto begin = expression[quote + 1] == '#' ? quote + 2 : quote + 1;
  return expression.substr(begin, expression.find(expression[quote], begin) - begin);
}

const GumboNode* form_meant_by(const std::string& expression, const Children& forms) {
  for (const auto* form : forms)
    for (const auto* attribute : {"id", "name"})
      if (attribute_of(form, attribute) == named_in(expression)) return form;
  const auto index = expression.find("forms[");
  const auto digits = index == std::string::npos ? std::string() : expression.substr(index + 6, 2);
  const bool is_number = !digits.empty() && std::isdigit(static_cast<unsigned char>(digits.front())) != 0;
  const auto at = is_number ? std::stoul(digits) : 0;
  return at < forms.size() ? forms[at] : nullptr;
}

}  // namespace

std::vector<Form> all_forms(const std::string& html, const std::string& base_url) {
  const auto page = parsed_page(html);
  Children elements;
  collect(page->root, GUMBO_TAG_FORM, elements);
  std::vector<Form> forms;
  for (const auto* element : elements) forms.push_back(read_form(element, base_url, Submission::by_enter));
  return forms;
}

std::optional<Form> form_that_submits_itself(const std::string& html, const std::string& base_url) {
  if (html.find("ubmit") == std::string::npos) return std::nullopt;
  const auto page = parsed_page(html);
  Children forms;
  collect(page->root, GUMBO_TAG_FORM, forms);
  const auto scripts = scripts_in(page->root);
  const auto expression = form_submitted_on_load(scripts);
  if (!expression || forms.empty()) return std::nullopt;
  const auto* form = form_meant_by(value_of_variable(scripts, *expression).value_or(*expression), forms);
  if (form == nullptr) return std::nullopt;
  return read_form(form, base_url, Submission::by_script);
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
