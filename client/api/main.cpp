#include <memory>

#include "client/api/api.h"
#include "client/api/program.h"

namespace {

struct Parts {
  explicit Parts(const api::Options& options)
      : transport({.deadline = options.provider_timeout}), app(options, transport, clock) {}
  rp::CurlTransport transport;
  protocol::SystemClock clock;
  api::Api app;
};

}  // namespace

int main(int argc, char** argv) {
  return api::run_program(argc, argv, [](const api::Options& options) {
    const auto parts = std::make_shared<Parts>(options);
    return [parts](http::Request& request) { return parts->app.answer(request); };
  });
}
