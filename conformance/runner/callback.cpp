#include <algorithm>

#include "conformance/oracle/url.h"
#include "conformance/run.h"

namespace conformance {

namespace {

std::string as_query(const std::vector<std::pair<std::string, std::string>>& fields) {
  return "?" + form_encoded(fields);
}

}  // namespace

std::string Callback::value(const std::string& name) const {
  return query_value(method == "POST" ? as_query(fields) : url, name);
}

Callback Callback::with(const std::string& name, const std::optional<std::string>& value) const {
  const auto written = value ? std::optional(percent_encoded(*value)) : std::nullopt;
  auto changed = *this;
  if (method != "POST") {
    changed.url = with_query_value(url, name, written);
    return changed;
  }
  const auto query = with_query_value(as_query(fields), name, written);
  changed.fields = parse_query(std::string_view(query).substr(std::min<std::size_t>(1, query.size())));
  return changed;
}

Callback answer_to(const std::string& authorization_url,
                   const std::vector<std::pair<std::string, std::string>>& fields) {
  const auto url = query_value(authorization_url, "redirect_uri");
  if (query_value(authorization_url, "response_mode") == "form_post")
    return {.method = "POST", .url = url, .fields = fields};
  return {.url = url + (url.find('?') == std::string::npos ? "?" : "&") + form_encoded(fields)};
}

}  // namespace conformance
