#include "client/breakable/parts.h"

#include <memory>

#include "client/api/api.h"
#include "client/spa/spa.h"
#include "client/webapp/web_app.h"

namespace breakable {

namespace {

class BentTransport final : public rp::Transport {
 public:
  BentTransport(AroundProvider around, rp::Transport& provider)
      : around_(std::move(around)), provider_(provider) {}
  Answered send(const rp::HttpCall& call) override { return around_(call, provider_); }

 private:
  const AroundProvider around_;
  rp::Transport& provider_;
};

// The way to the provider, with everything that stands in it.
struct Way {
  Way(const Parts& parts, rp::Transport& provider) : end(&provider) {
    for (const auto& around : parts.around_provider) {
      stations.push_back(std::make_unique<BentTransport>(around, *end));
      end = stations.back().get();
    }
  }
  std::vector<std::unique_ptr<rp::Transport>> stations;
  rp::Transport* end;
};

http::Dispatcher surrounded(http::Dispatcher client, const std::vector<Around>& around) {
  for (const auto& station : around)
    client = [station, inner = std::move(client)](http::Request& request) { return station(request, inner); };
  return client;
}

}  // namespace

http::Dispatcher assemble(WebAppParts parts, const World& world) {
  struct Assembled {
    Assembled(const WebAppParts& chosen, const World& w)
        : way(chosen, w.provider), app(chosen.options, *way.end, w.clock, w.random, chosen.safeguards) {}
    Way way;
    webapp::WebApp app;
  };
  const auto assembled = std::make_shared<Assembled>(parts, world);
  return surrounded([assembled](http::Request& request) { return assembled->app.answer(request); },
                    parts.around);
}

http::Dispatcher assemble(ApiParts parts, const World& world) {
  struct Assembled {
    Assembled(const ApiParts& chosen, const World& w)
        : way(chosen, w.provider), app(chosen.options, *way.end, w.clock, chosen.rules) {}
    Way way;
    api::Api app;
  };
  const auto assembled = std::make_shared<Assembled>(parts, world);
  return surrounded([assembled](http::Request& request) { return assembled->app.answer(request); },
                    parts.around);
}

http::Dispatcher assemble(const SpaParts& parts) {
  const auto app = std::make_shared<spa::Spa>(parts.options);
  return surrounded([app](http::Request& request) { return app->answer(request); }, parts.around);
}

}  // namespace breakable
