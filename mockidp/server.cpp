#include "mockidp/server.h"

#include <spdlog/spdlog.h>
#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "mockidp/control/control.h"
#include "mockidp/endpoints/exchange.h"
#include "mockidp/http/router.h"
#include "mockidp/org/seeding.h"
#include "mockidp/org_port.h"
#include "mockidp/protocol/uri.h"
#include "mockidp/store/memory_store.h"
#include "mockidp/workbench/workbench.h"

namespace mockidp {

namespace {

constexpr std::string_view kDefaultOrg = "default";
constexpr std::chrono::seconds kSweepEvery{30};

const char* process_environment(const std::string& name) { return std::getenv(name.c_str()); }

void tell_of_requests(Org& org,
                      const std::function<void(const std::string&, const std::string&)>& on_request) {
  org.journal.subscribe([&org, on_request](std::uint64_t sequence) {
    for (const auto& entry : org.journal.read(sequence - 1, 1))
      if (entry.sequence == sequence) on_request(org.name, entry.json);  // it may have given way already
    return true;
  });
}

std::vector<std::string> as_lines(const OrgProblems& problems) {
  std::vector<std::string> lines;
  for (const auto& problem : problems) lines.push_back(to_string(problem));
  return lines;
}

}  // namespace

struct Server::Site {
  std::shared_ptr<Org> org;
  http::Router router;
  std::vector<int> listeners;
  std::uint16_t port = 0;
  std::string url;
  std::mutex mutex;  // guards the two below
  protocol::Json document;
  std::vector<PersonSeed> people;  // as in the document
  std::atomic<bool> ready{false};

  http::Response answer(http::Request& request) {
    if (!ready.load(std::memory_order_acquire)) return http::text_response(503, "text/plain", "not ready\n");
    std::vector<std::string> allowed;
    if (const auto* handler = router.find(request, allowed)) return (*handler)(request);
    return allowed.empty() ? unknown_path(*org, request) : method_not_allowed(*org, request, allowed);
  }
};

Server::Server(ServerOptions options, const protocol::Clock& clock, protocol::Random& random)
    : options_(std::move(options)),
      clock_(clock),
      random_(random),
      store_(make_memory_store()),
      keys_(options_.seed),
      front_(options_.limits, [](std::string_view what) { spdlog::error("a request failed: {}", what); }) {
  if (!protocol::is_loopback_host(options_.host)) control_token_ = protocol::random_base64url(random_, 32);
}

Server::~Server() { stop(); }

protocol::Result<protocol::Ok, StartError> Server::start(protocol::Json default_document) {
  auto opened = open(std::string(kDefaultOrg), std::move(default_document),
                     {options_.port, options_.tls_port}, options_.public_url);
  if (!opened) return protocol::fail(opened.error());
  for (const auto& [host, port] : options_.further_addresses) {
    const auto answer = [site = *opened](http::Request& request) { return site->answer(request); };
    const auto listener = front_.listen(host, port, answer);
    if (!listener) return protocol::fail(StartError{StartError::Kind::listen, {listener.error().message}});
  }

  workbench_ = std::make_unique<http::Router>();
  const ControlGuard guard({.bearer_token = control_token_, .allow_any_host = !control_token_.empty()});
  add_control_routes(*workbench_, *this, guard);
  add_workbench_routes(*workbench_, guard);
  const auto listener = front_.listen(options_.host, options_.workbench_port, [this](http::Request& request) {
    std::vector<std::string> allowed;
    if (const auto* handler = workbench_->find(request, allowed)) return (*handler)(request);
    return control_not_found(allowed);
  });
  if (!listener) return protocol::fail(StartError{StartError::Kind::listen, {listener.error().message}});
  workbench_port_ = listener->port;

  front_.start();
  housekeeper_ = std::jthread([this](std::stop_token stop) { housekeeping(stop); });
  return protocol::Ok{};
}

void Server::stop() {
  front_.stop();
  housekeeper_ = {};
}

protocol::Result<std::shared_ptr<Server::Site>, StartError> Server::open(std::string name,
                                                                         protocol::Json document, Ports ports,
                                                                         const std::string& public_url) {
  auto site = std::make_shared<Site>();
  if (const auto listens = listen_for(site, ports); !listens) return protocol::fail(listens.error());
  if (!public_url.empty()) site->url = public_url;

  auto loaded = load_org(document, site->url, process_environment);
  if (!loaded) {
    for (const int listener : site->listeners) front_.close(listener);
    return protocol::fail(StartError{StartError::Kind::document, as_lines(loaded.error())});
  }
  std::string digest_key(32, '\0');
  random_.fill({reinterpret_cast<unsigned char*>(digest_key.data()), digest_key.size()});
  site->org = std::make_shared<Org>(
      std::move(name), clock_, random_, *store_, keys_,
      Journal::Options{.raw = loaded->directory.org.raw_journal, .digest_key = std::move(digest_key)});
  if (options_.on_message) site->org->messages.follow(options_.on_message);
  if (options_.on_request) tell_of_requests(*site->org, options_.on_request);
  seed_people(*site->org, loaded->people, loaded->directory.org);
  site->people = std::move(loaded->people);
  site->document = std::move(document);
  site->org->set_directory(std::make_shared<const Directory>(std::move(loaded->directory)));
  if (options_.issuer_follows_host) follow_host(*site);
  add_org_routes(site->router, *site->org);
  {
    const std::lock_guard lock(mutex_);
    sites_.push_back(site);
  }
  site->ready.store(true, std::memory_order_release);
  return site;
}

// The same document, read as if the org were at that URL.
void Server::follow_host(Site& site) {
  site.org->follow_address([&site](const std::string& url) -> DirectorySnapshot {
    protocol::Json document;
    {
      const std::lock_guard lock(site.mutex);
      document = site.document;
    }
    auto loaded = load_org(document, url, process_environment);
    if (!loaded) return nullptr;
    return std::make_shared<const Directory>(std::move(loaded->directory));
  });
}

// An org has one issuer: by https, where there is https. Its port in clear stays for those who need no more,
// and answers with the same documents.
protocol::Result<protocol::Ok, StartError> Server::listen_for(const std::shared_ptr<Site>& site,
                                                              Ports ports) {
  const auto answer = [site](http::Request& request) { return site->answer(request); };
  const auto listener = front_.listen(options_.host, ports.clear, answer);
  if (!listener) return protocol::fail(StartError{StartError::Kind::listen, {listener.error().message}});
  site->listeners = {listener->id};
  site->port = listener->port;
  site->url = "http://localhost:" + std::to_string(listener->port);
  if (!options_.tls) return protocol::Ok{};
  const auto secure = front_.listen(options_.host, ports.tls, answer, options_.tls);
  if (!secure) {
    front_.close(listener->id);
    return protocol::fail(StartError{StartError::Kind::listen, {secure.error().message}});
  }
  site->listeners.push_back(secure->id);
  site->url = "https://localhost:" + std::to_string(secure->port);
  return protocol::Ok{};
}

std::string Server::http_url_of_default() const {
  return "http://localhost:" + std::to_string(site(kDefaultOrg)->port);
}

std::shared_ptr<Server::Site> Server::site(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  for (const auto& site : sites_)
    if (site->org->name == name) return site;
  return nullptr;
}

std::string Server::url_of(std::string_view org) const {
  const auto found = site(org);
  return found ? found->url : std::string();
}

std::string Server::workbench_url() const { return "http://localhost:" + std::to_string(workbench_port_); }

std::vector<std::shared_ptr<Org>> Server::orgs() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Org>> all;
  for (const auto& site : sites_) all.push_back(site->org);
  return all;
}

std::shared_ptr<Org> Server::find(std::string_view name) const {
  const auto found = site(name);
  return found ? found->org : nullptr;
}

protocol::Json Server::document(std::string_view name) const {
  const auto found = site(name);
  if (!found) return nullptr;
  const std::lock_guard lock(found->mutex);
  return found->document;
}

protocol::Result<std::shared_ptr<Org>, OrgProblems> Server::create(std::string name,
                                                                   protocol::Json document) {
  const std::lock_guard change(changes_);
  if (site(name))
    return protocol::fail(OrgProblems{{"/name", "an org named \"" + name + "\" exists already"}});
  auto opened = open(std::move(name), std::move(document), {}, {});
  if (!opened) {
    OrgProblems problems;
    for (const auto& line : opened.error().messages) problems.push_back({"", line});
    return protocol::fail(std::move(problems));
  }
  return (*opened)->org;
}

protocol::Result<protocol::Ok, OrgProblems> Server::patch(std::string_view name,
                                                          const protocol::Json& patch) {
  auto patched = document(name);
  protocol::json_merge_patch(patched, patch);
  return replace(name, std::move(patched));
}

protocol::Result<protocol::Ok, OrgProblems> Server::replace(std::string_view name, protocol::Json document) {
  const std::lock_guard change(changes_);
  const auto found = site(name);
  if (!found) return protocol::fail(OrgProblems{{"", "there is no org named \"" + std::string(name) + "\""}});
  auto loaded = load_org(document, found->url, process_environment);
  if (!loaded) return protocol::fail(loaded.error());

  const std::lock_guard lock(found->mutex);
  reconcile_people(*found->org, found->people, *loaded);
  found->people = std::move(loaded->people);
  found->document = std::move(document);
  found->org->set_directory(std::make_shared<const Directory>(std::move(loaded->directory)));
  return protocol::Ok{};
}

bool Server::reset(std::string_view name) {
  const std::lock_guard change(changes_);
  const auto found = site(name);
  if (!found) return false;
  const std::lock_guard lock(found->mutex);
  auto& org = *found->org;
  org.clock.set_offset(protocol::Seconds(0));
  org.faults.clear();
  store_->drop(org.name);
  org.grants.end_all_on({});
  seed_people(org, found->people, org.directory()->org);
  org.journal.clear();
  return true;
}

bool Server::drop(std::string_view name) {
  const std::lock_guard change(changes_);
  const auto found = site(name);
  if (!found || name == kDefaultOrg) return false;
  found->ready.store(false, std::memory_order_release);
  for (const int listener : found->listeners) front_.close(listener);
  {
    const std::lock_guard lock(mutex_);
    std::erase(sites_, found);
  }
  store_->drop(found->org->name);
  return true;
}

// Forgets what has expired by each org's own clock: an abandoned sign-in must not stay for the life of the
// process.
void Server::housekeeping(std::stop_token stop) {
  std::unique_lock lock(wake_mutex_);
  while (!wake_.wait_for(lock, stop, kSweepEvery, [&] { return stop.stop_requested(); }))
    for (const auto& org : orgs()) store_->erase_expired(org->name, org->clock.now());
}

}  // namespace mockidp
