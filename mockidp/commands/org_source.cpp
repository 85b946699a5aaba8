#include "mockidp/commands/org_source.h"

#include "mockidp/commands/files.h"
#include "mockidp/directory/org_document.h"
#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/oauth.h"

namespace mockidp {

namespace {

bool looks_like_a_name(const std::string& word) {
  return word.find('/') == std::string::npos && !word.ends_with(".json");
}

std::string no_such_org(const std::string& name) {
  const auto names = built_in_org_names();
  const auto meant = protocol::likely_meant(names, name);
  return "there is no built-in org \"" + name + "\" and no file of that name; " +
         (meant.empty() ? "built in are " + protocol::join_words(names, ", ")
                        : "did you mean \"" + meant + "\"?");
}

}  // namespace

bool names_built_in_org(const std::string& file_or_name) {
  return looks_like_a_name(file_or_name) && built_in_org(file_or_name).has_value();
}

protocol::Result<std::string, std::string> read_org_text(const std::string& file_or_name) {
  if (names_built_in_org(file_or_name)) return std::string(*built_in_org(file_or_name));
  if (looks_like_a_name(file_or_name) && !file_exists(file_or_name))
    return protocol::fail(no_such_org(file_or_name));
  return read_file(file_or_name);
}

}  // namespace mockidp
