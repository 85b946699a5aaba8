#include "mockidp/protocol/form.h"

#include "mockidp/fuzz/property.h"
#include "mockidp/fuzz/targets.h"

namespace mockidp::fuzz {

void form(std::string_view bytes) {
  const auto read = protocol::parse_form(bytes, {.max_bytes = 4096, .max_parameters = 50});
  if (!read) return;
  hold(bytes.size() <= 4096 && read->entries().size() <= 50, "a form is within its limits");
  const std::string written = protocol::encode_form(*read);
  const auto again = protocol::parse_form(written);
  hold(again && again->entries() == read->entries(), "what was written reads as what was read");
  const std::string uri = protocol::append_query("https://app.example/callback?a=b#f", *read);
  hold(uri.starts_with("https://app.example/callback?a=b") && uri.ends_with("#f"), "the rest of a URI stays");
  hold(uri.find_first_of(std::string_view("\r\n \0\"<>", 7)) == std::string::npos,
       "a redirect stays one line");
  for (const std::string& name : read->repeated()) hold(read->has(name), "what is repeated is there");
}

}  // namespace mockidp::fuzz
