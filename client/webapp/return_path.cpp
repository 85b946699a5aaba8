#include "client/webapp/return_path.h"

#include <algorithm>

#include "mockidp/protocol/uri.h"

namespace webapp {

namespace {

constexpr std::size_t kMaxPathBytes = 2000;

bool is_plain(char c) { return c > ' ' && c < 0x7f && c != '\\' && c != '"' && c != '<' && c != '>'; }

}  // namespace

std::string safe_return_path(std::string_view wanted) {
  const bool is_path = !wanted.empty() && wanted.front() == '/' && (wanted.size() == 1 || wanted[1] != '/');
  if (!is_path || wanted.size() > kMaxPathBytes || !std::all_of(wanted.begin(), wanted.end(), is_plain))
    return "/";
  // A path that leads straight back to signing in or out would never arrive.
  for (const auto* loop : {"/login", "/logout", "/authorization-code/", "/signout/"})
    if (wanted.starts_with(loop)) return "/";
  return std::string(wanted);
}

std::string safe_target_link(std::string_view target, std::string_view base_url) {
  if (target.starts_with('/')) return safe_return_path(target);
  const auto uri = protocol::parse_uri(target);
  if (!uri || protocol::origin_of(*uri) != protocol::origin_of(base_url) || protocol::origin_of(*uri).empty())
    return "/";
  std::string path = uri->path.empty() ? "/" : uri->path;
  if (uri->query) path += "?" + *uri->query;
  return safe_return_path(path);
}

}  // namespace webapp
