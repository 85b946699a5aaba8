#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/page_response.h"

namespace mockidp {

http::Response error_page(Exchange& exchange, const Refusal& refusal) {
  trace_refusal(exchange, refusal);
  const auto error = to_oauth_error(refusal);

  ErrorPage page;
  page.frame = page_frame(exchange, {});
  page.error_code = protocol::to_string(error.code);
  page.description = error.description;
  return page_response(400, render(page), {});
}

}  // namespace mockidp
