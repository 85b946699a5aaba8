#pragma once
// What a page's form sent.

#include <string>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

struct HostedForm {
  std::string state_token;
  std::string csrf;
  protocol::Params fields;
};
// Traced as received. A failure is the answer to a body that is no form.
protocol::Result<HostedForm, http::Response> read_hosted_form(Exchange& exchange);

}  // namespace mockidp
