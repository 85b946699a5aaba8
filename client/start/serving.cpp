#include "client/start/serving.h"

#include <signal.h>

#include <cstdio>

#include "client/start/ready_file.h"
#include "mockidp/http/front.h"
#include "mockidp/protocol/whole_file.h"

namespace start {

int serve(Serving serving, const std::function<http::Dispatcher(const std::string& base_url)>& make_app) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  if (!serving.ready_file.empty()) protocol::remove_stale_file(serving.ready_file);
  const char* program = serving.program.c_str();
  http::FrontLimits limits;
  limits.workers = serving.workers;
  http::Front front(limits, [program](std::string_view what) {
    std::fprintf(stderr, "%s: a request failed: %.*s\n", program, static_cast<int>(what.size()), what.data());
  });
  http::Dispatcher app;
  const auto listener =
      front.listen(serving.host, serving.port, [&](http::Request& request) { return app(request); });
  if (!listener) {
    std::fprintf(stderr, "%s: %s\n", program, listener.error().message.c_str());
    return kCannotListen;
  }
  if (serving.base_url.empty()) serving.base_url = "http://localhost:" + std::to_string(listener->port);

  app = make_app(serving.base_url);
  front.start();
  if (!serving.ready_file.empty() && !write_ready_file(serving.ready_file, serving.base_url)) {
    std::fprintf(stderr, "%s: cannot write %s\n", program, serving.ready_file.c_str());
    return kFailed;
  }
  if (!serving.what_for.empty()) {
    std::printf("%s: %s, %s\n", program, serving.base_url.c_str(), serving.what_for.c_str());
    std::fflush(stdout);
  }
  int signal = 0;
  sigwait(&signals, &signal);
  front.stop();
  return 0;
}

}  // namespace start
