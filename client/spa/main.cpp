#include <memory>

#include "client/spa/program.h"
#include "client/spa/spa.h"

int main(int argc, char** argv) {
  return spa::run_program(argc, argv, [](const spa::Options& options) {
    const auto app = std::make_shared<spa::Spa>(options);
    return [app](http::Request& request) { return app->answer(request); };
  });
}
