#pragma once
// Owns every part of a running provider; the only place that names concrete classes.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "mockidp/http/front.h"
#include "mockidp/http/router.h"
#include "mockidp/org/org_host.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/random.h"

namespace mockidp {

struct ServerOptions {
  std::string host = "localhost";  // both loopbacks
  std::uint16_t port = 7070;       // of the default org; 0: a free one
  std::uint16_t workbench_port = 7071;
  std::string public_url;  // of the default org; empty: http://localhost:<port>, or https with a tls_port
  // With it every org is served by https too: the default one here (0: a free port), others on free ones.
  std::shared_ptr<const http::TlsContext> tls;
  std::uint16_t tls_port = 7443;
  // Issuers and all other URLs are those of the host that a request came by, as Okta's custom domains are.
  bool issuer_follows_host = false;
  // Further addresses of the default org, in clear.
  struct Address {
    std::string host;
    std::uint16_t port = 0;
  };
  std::vector<Address> further_addresses;
  std::uint64_t seed = 0;  // which of the embedded test keys come first
  http::FrontLimits limits;
  // Told of each answered request with its journal entry, by the thread that answered it; empty: nobody asks.
  std::function<void(const std::string& org, const std::string& journal_entry)> on_request;
  // Told of each message that an org sends, by the thread that answers; empty: nobody asks.
  std::function<void(const Message&)> on_message;
};

struct StartError {
  enum class Kind { document, listen };
  Kind kind = Kind::document;
  std::vector<std::string> messages;  // one line each
};

class Server final : public OrgHost {
 public:
  Server(ServerOptions options, const protocol::Clock& clock, protocol::Random& random);
  ~Server() override;  // stops

  // Seeds the default org and answers on both ports when it returns.
  protocol::Result<protocol::Ok, StartError> start(protocol::Json default_document);
  void stop();  // running requests finish; idempotent

  std::string url_of(std::string_view org) const;  // "" if unknown
  std::string http_url_of_default() const;         // where it answers in clear, whatever its issuer
  std::string workbench_url() const;
  // The bearer token that the control API asks for; empty on loopback, where it asks for none.
  const std::string& control_token() const { return control_token_; }
  // Puts another document in place of the present one, live: for --watch.
  protocol::Result<protocol::Ok, OrgProblems> replace(std::string_view org, protocol::Json document);

  std::vector<std::shared_ptr<Org>> orgs() const override;
  std::shared_ptr<Org> find(std::string_view name) const override;
  protocol::Json document(std::string_view name) const override;
  protocol::Result<std::shared_ptr<Org>, OrgProblems> create(std::string name,
                                                             protocol::Json document) override;
  protocol::Result<protocol::Ok, OrgProblems> patch(std::string_view name,
                                                    const protocol::Json& patch) override;
  bool reset(std::string_view name) override;
  bool drop(std::string_view name) override;

 private:
  struct Site;  // an org with its routes, its listener and its document
  struct Ports {
    std::uint16_t clear = 0;
    std::uint16_t tls = 0;  // of use only with options_.tls
  };
  protocol::Result<std::shared_ptr<Site>, StartError> open(std::string name, protocol::Json document,
                                                           Ports ports, const std::string& public_url);
  protocol::Result<protocol::Ok, StartError> listen_for(const std::shared_ptr<Site>& site, Ports ports);
  void follow_host(Site& site);
  std::shared_ptr<Site> site(std::string_view name) const;
  void housekeeping(std::stop_token stop);

  const ServerOptions options_;
  const protocol::Clock& clock_;
  protocol::Random& random_;
  std::unique_ptr<RecordStore> store_;
  KeyPool keys_;
  std::string control_token_;
  std::uint16_t workbench_port_ = 0;

  mutable std::mutex mutex_;  // guards sites_; never held while calling out
  std::vector<std::shared_ptr<Site>> sites_;
  std::mutex changes_;  // one change of orgs at a time
  std::unique_ptr<http::Router> workbench_;
  http::Front front_;  // after everything that its handlers use
  std::condition_variable_any wake_;
  std::mutex wake_mutex_;
  std::jthread housekeeper_;
};

}  // namespace mockidp
