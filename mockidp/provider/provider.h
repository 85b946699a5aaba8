#pragma once
// A provider in this process, for tests written in C++: it answers on ports of its own from its constructor
// to its destructor. The one header that is installed; it needs nothing but the standard library.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mockidp {

// An app integration, as in its settings at Okta.
struct ProviderApp {
  std::string type = "web";     // web, spa, native, service
  std::string label{};          // empty: "My web app"
  std::string client_id{};      // empty: a new one
  std::string client_secret{};  // empty: a new one, where the type has one
  std::vector<std::string> redirect_uris{};
  std::vector<std::string> post_logout_redirect_uris{};
};

struct ProviderOptions {
  std::string org_file{};           // the org document to serve …
  std::string org_document{};       // … or its text; neither: the org that is built in
  std::vector<ProviderApp> apps{};  // registered besides those of the document, assigned to everyone
  std::uint16_t port = 0;           // of the org; 0: a free one
  std::uint16_t workbench_port = 0;
  std::string public_url{};  // empty: http://localhost:PORT
  std::uint64_t seed = 0;    // which of the embedded test keys sign: two at a time want different ones
};

// How to make it misbehave; docs/faults.md names every fault with its variants and parameters.
struct ProviderFault {
  std::string name{};       // "id_token_wrong_nonce"
  std::string variant{};    // empty: the usual one
  std::string client_id{};  // empty: for any client
  std::size_t times = 0;    // so often; 0: until reset()
};

// Every function may be called by any thread. What was asked for wrongly throws std::runtime_error, with a
// message that says what is wrong and what was meant.
class Provider {
 public:
  // Answers on both ports when it returns.
  explicit Provider(const ProviderOptions& options = {});
  ~Provider();  // stops; requests under way finish
  Provider(const Provider&) = delete;
  Provider& operator=(const Provider&) = delete;

  std::string org_url() const;        // "http://localhost:40123"
  std::string workbench_url() const;  // control API and workbench
  // Of an authorization server by its id; "org" is the org authorization server.
  std::string issuer(std::string_view authorization_server = "default") const;
  // The first app of that type, label or client id.
  ProviderApp app(std::string_view type_label_or_client_id) const;

  void advance_clock(std::chrono::seconds by);  // codes, tokens and sessions expire without waiting
  void enable_fault(const ProviderFault& fault);
  void merge_into_org(std::string_view patch);  // a JSON merge patch of the org document, live
  // As just started from the present document: people seeded anew, what was issued gone, clock and faults
  // too.
  void reset();

 private:
  struct Running;
  std::unique_ptr<Running> running_;
};

}  // namespace mockidp
