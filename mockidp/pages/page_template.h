#pragma once
// How the pages are made of their templates: mustache with every value escaped. Any thread; a template is
// parsed when it is first used.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/pages/page.h"

namespace mockidp {

// What a template sees. An empty value is absent, so that {{#name}} asks whether there is one.
class PageData {
 public:
  PageData();
  explicit PageData(const PageFrame& frame);
  PageData(PageData&&) noexcept;
  ~PageData();

  PageData& set(const char* name, std::string_view value);
  PageData& flag(const char* name, bool value);
  PageData& set(const FormProof& proof);
  PageData& script(const PageFrame& frame, const FormProof& proof, std::string_view nonce);
  PageData& list(const char* name, const std::vector<PageData>& items);
  PageData& list(const char* name, const protocol::Params& parameters);  // of items with "name" and "value"

 private:
  friend class PageTemplate;
  struct Values;
  std::unique_ptr<Values> values_;
};

// One of the files of this folder: parsed once, or at each rendering while somebody designs it.
class PageTemplate {
 public:
  explicit PageTemplate(std::string_view name);
  ~PageTemplate();
  std::string render(const PageData& data) const;

 private:
  class Parsed;
  std::string_view name_;
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace mockidp
