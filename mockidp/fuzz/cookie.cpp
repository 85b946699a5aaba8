#include "mockidp/fuzz/property.h"
#include "mockidp/fuzz/targets.h"
#include "mockidp/http/message.h"

namespace mockidp::fuzz {

// Two lines: a name and what a browser sent.
void cookie(std::string_view bytes) {
  const auto line = bytes.find('\n');
  if (line == std::string_view::npos) return;
  const std::string_view name = bytes.substr(0, line);
  http::Request request;
  request.headers = {{"cookie", std::string(bytes.substr(line + 1))}};
  const auto value = request.cookie(name);
  if (!value) return;
  hold(bytes.substr(line + 1).find(*value) != std::string_view::npos, "a cookie's value is what was sent");
  hold(value->find(';') == std::string::npos, "a cookie ends at its semicolon");
}

}  // namespace mockidp::fuzz
