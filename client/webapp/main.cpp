#include <memory>

#include "client/webapp/program.h"
#include "client/webapp/web_app.h"

namespace {

struct Parts {
  explicit Parts(const webapp::Options& options)
      : transport({.deadline = options.provider_timeout}), app(options, transport, clock, random) {}
  rp::CurlTransport transport;
  protocol::SystemClock clock;
  protocol::SystemRandom random;
  webapp::WebApp app;
};

}  // namespace

int main(int argc, char** argv) {
  return webapp::run_program(argc, argv, [](const webapp::Options& options) {
    const auto parts = std::make_shared<Parts>(options);
    return [parts](http::Request& request) { return parts->app.answer(request); };
  });
}
