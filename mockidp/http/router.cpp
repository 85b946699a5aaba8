#include "mockidp/http/router.h"

#include <algorithm>
#include <cassert>
#include <optional>

#include "mockidp/protocol/uri.h"

namespace http {
namespace {

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// Takes the first segment off "/a/b" and leaves "/b".
std::string_view take_segment(std::string_view& rest) {
  rest.remove_prefix(1);
  const std::string_view segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(segment.size());
  return segment;
}

void add_once(std::vector<std::string>& list, std::string_view value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.emplace_back(value);
}

}  // namespace

struct Router::Search {
  std::string_view method;
  std::vector<std::string> values = {};  // of the parameters on the way to the present node
  std::vector<std::string> allowed = {};
};

void Router::add(std::string_view method, std::string_view pattern, Handler handler, Head head) {
  assert(!pattern.empty() && pattern.front() == '/');
  Entry entry{{std::string(method), std::string(pattern)}, {}, std::move(handler), head};
  std::size_t node = 0;
  for (std::string_view rest = pattern; !rest.empty();) {
    const std::string_view segment = take_segment(rest);
    std::size_t next = nodes_.size();
    if (is_parameter(segment)) {
      entry.parameters.emplace_back(segment.substr(1, segment.size() - 2));
      if (nodes_[node].parameter == 0) nodes_[node].parameter = next;
      next = nodes_[node].parameter;
    } else {
      next = nodes_[node].literals.try_emplace(std::string(segment), next).first->second;
    }
    if (next == nodes_.size()) nodes_.emplace_back();
    node = next;
  }
  assert(std::none_of(nodes_[node].entries.begin(), nodes_[node].entries.end(),
                      [&](std::size_t other) { return entries_[other].route.method == method; }));
  nodes_[node].entries.push_back(entries_.size());
  entries_.push_back(std::move(entry));
}

std::vector<Router::Route> Router::routes() const {
  std::vector<Route> routes;
  for (const Entry& entry : entries_) routes.push_back(entry.route);
  return routes;
}

const Handler* Router::find(Request& request, std::vector<std::string>& allowed) const {
  allowed.clear();
  request.path_params.clear();
  if (request.path.empty() || request.path.front() != '/') return nullptr;
  Search wanted{request.method};
  const Entry* entry = search(wanted, 0, request.path);
  if (entry == nullptr) {
    allowed = std::move(wanted.allowed);
    return nullptr;
  }
  for (std::size_t i = 0; i < entry->parameters.size(); ++i) {
    request.path_params.emplace_back(entry->parameters[i], std::move(wanted.values[i]));
  }
  return &entry->handler;
}

const Router::Entry* Router::search(Search& wanted, std::size_t node, std::string_view rest) const {
  if (rest.empty()) return by_method(wanted, node);
  const std::string_view segment = take_segment(rest);
  const Node& here = nodes_[node];
  if (const auto literal = here.literals.find(segment); literal != here.literals.end()) {
    if (const Entry* found = search(wanted, literal->second, rest)) return found;
  }
  if (here.parameter == 0 || segment.empty()) return nullptr;
  std::optional<std::string> value = protocol::percent_decode(segment);
  if (!value) return nullptr;
  wanted.values.push_back(std::move(*value));
  if (const Entry* found = search(wanted, here.parameter, rest)) return found;
  wanted.values.pop_back();
  return nullptr;
}

const Router::Entry* Router::by_method(Search& wanted, std::size_t node) const {
  const Entry* get = nullptr;
  for (const std::size_t index : nodes_[node].entries) {
    const Entry& entry = entries_[index];
    if (entry.route.method == wanted.method) return &entry;
    if (entry.route.method == "GET") get = &entry;
    add_once(wanted.allowed, entry.route.method);
  }
  if (get == nullptr || get->head == Head::refused) return nullptr;
  if (wanted.method == "HEAD") return get;
  add_once(wanted.allowed, "HEAD");
  return nullptr;
}

}  // namespace http
