#pragma once
// What a page's form sent.

#include <functional>
#include <string>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/protocol/result.h"
#include "mockidp/signin/inputs.h"

namespace mockidp {

struct HostedForm {
  std::string state_token;
  std::string csrf;
  protocol::Params fields;
};
// Traced as received. A failure is the answer to a body that is no form.
protocol::Result<HostedForm, http::Response> read_hosted_form(Exchange& exchange);

// Hands what a form says to the engine, and shows what comes of it.
http::Response answer_with_form(Exchange& exchange,
                                const std::function<Input(const protocol::Params&)>& read_input);

}  // namespace mockidp
