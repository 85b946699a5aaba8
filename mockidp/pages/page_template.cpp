#include "mockidp/pages/page_template.h"

#include <fstream>
#include <iterator>
#include <kainjow/mustache.hpp>
#include <stdexcept>

#include "embedded/page_files.h"
#include "mockidp/pages/script_string.h"
#include "mockidp/protocol/bytes.h"

namespace mockidp {
namespace {

namespace mustache = kainjow::mustache;

constexpr std::string_view kStyleBegin = "<style>";
constexpr std::string_view kStyleEnd = "</style>";

std::string& design_directory() {
  static std::string directory;  // empty: templates are those built in
  return directory;
}

std::string read_page_file(std::string_view name) {
  if (design_directory().empty()) {
    const auto bytes = page_files::embedded_file(name);
    if (!bytes.data()) throw std::logic_error("no page file of the name " + std::string(name));
    return std::string(bytes);
  }
  std::ifstream file(design_directory() + "/" + std::string(name));
  if (!file) throw std::runtime_error("cannot read page file " + std::string(name));
  return {std::istreambuf_iterator<char>(file), {}};
}

// Indentation and blank lines are for those who read the templates; the library keeps a node for each blank.
std::string without_indentation(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1);
    const auto line = text.substr(0, end + 1);
    text.remove_prefix(end + 1);
    const auto first = line.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos) out += line.substr(first);
  }
  return out;
}

// A template with the files that it names by {{> name}} in their places. The library would parse those anew
// at each rendering.
std::string assembled(std::string_view name) {
  auto text = without_indentation(read_page_file(name));
  for (std::size_t at = 0; (at = text.find("{{> ", at)) != std::string::npos;) {
    const auto end = text.find("}}", at);
    if (end == std::string::npos) throw std::logic_error("an unclosed tag in " + std::string(name));
    auto part = assembled(text.substr(at + 4, end - at - 4));
    if (!part.empty() && part.back() == '\n') part.pop_back();
    text.replace(at, end + 2 - at, part);
    at += part.size();
  }
  return text;
}

std::string style_digest() {
  const auto text = assembled("_head.html");
  const auto begin = text.find(kStyleBegin) + kStyleBegin.size();
  const auto digest = protocol::sha256(std::string_view(text).substr(begin, text.find(kStyleEnd) - begin));
  return "'sha256-" + protocol::base64_encode(protocol::as_view(digest)) + "'";
}

}  // namespace

struct PageData::Values {
  mustache::data data;
};

PageData::PageData() : values_(std::make_unique<Values>()) {}
PageData::PageData(const PageFrame& frame) : PageData() {
  set("org_name", frame.org_name).set("org_url", frame.org_url).set("app_label", frame.app_label);
}
PageData::PageData(PageData&&) noexcept = default;
PageData::~PageData() = default;

PageData& PageData::set(const char* name, std::string_view value) {
  if (!value.empty()) values_->data.set(name, std::string(value));
  return *this;
}

PageData& PageData::flag(const char* name, bool value) {
  values_->data.set(name, value);
  return *this;
}

PageData& PageData::set(const FormProof& proof) {
  return set("state_token", proof.state_token).set("csrf", proof.csrf);
}

PageData& PageData::script(const PageFrame& frame, const FormProof& proof, std::string_view nonce) {
  return set("nonce", nonce)
      .set("script_base_url", script_string(frame.org_url))
      .set("script_state_token", script_string(proof.state_token));
}

PageData& PageData::list(const char* name, const std::vector<PageData>& items) {
  mustache::data list{mustache::data::type::list};
  for (const auto& item : items) list << item.values_->data;
  values_->data.set(name, list);
  return *this;
}

PageData& PageData::list(const char* name, const protocol::Params& parameters) {
  mustache::data list{mustache::data::type::list};
  for (const auto& [key, value] : parameters.entries()) {
    PageData item;
    item.set("name", key).set("value", value);
    list << item.values_->data;
  }
  values_->data.set(name, list);
  return *this;
}

// The style sheet stands apart: it never changes, and its braces and blanks are not the library's.
class PageTemplate::Parsed {
 public:
  explicit Parsed(std::string_view name) : Parsed(split(assembled(name))) {
    if (!head_.is_valid() || !body_.is_valid())
      throw std::logic_error(std::string(name) + ": " + head_.error_message() + body_.error_message());
  }

  std::string render(const mustache::data& data) const {
    std::string out;
    out.reserve(style_.size() + 4096);
    const mustache::mustache::render_handler append = [&out](const std::string& text) { out += text; };
    head_.render(data, append);
    out += style_;
    body_.render(data, append);
    return out;
  }

 private:
  struct Pieces {
    std::string head, style, body;
  };
  static Pieces split(const std::string& text) {
    const auto begin = text.find(kStyleBegin);
    if (begin == std::string::npos) return {text, {}, {}};
    const auto end = text.find(kStyleEnd, begin);
    return {text.substr(0, begin), text.substr(begin, end - begin), text.substr(end)};
  }
  explicit Parsed(const Pieces& pieces) : head_(pieces.head), style_(pieces.style), body_(pieces.body) {}

  // Rendering is not const in the library, yet changes nothing of templates without partials and lambdas.
  mutable mustache::mustache head_;
  std::string style_;
  mutable mustache::mustache body_;
};

PageTemplate::PageTemplate(std::string_view name) : name_(name), parsed_(std::make_unique<Parsed>(name)) {}
PageTemplate::~PageTemplate() = default;

std::string PageTemplate::render(const PageData& data) const {
  const auto& values = data.values_->data;
  return design_directory().empty() ? parsed_->render(values) : Parsed(name_).render(values);
}

std::string style_source() {
  if (!design_directory().empty()) return style_digest();
  static const std::string built_in = style_digest();
  return built_in;
}

std::string_view favicon_svg() { return page_files::embedded_file("favicon.svg"); }

void read_pages_from(std::string directory) { design_directory() = std::move(directory); }

}  // namespace mockidp
