// Built and run against an installed mockidp. It knows nothing but <mockidp/provider.h>.

#include <arpa/inet.h>
#include <mockidp/provider.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

// The same names as in the provider's insides, and something else: they must not meet.
namespace http {
struct Request {
  std::string text;
  Request() : text("mine") {}
};
struct Response {
  int only = 0;
};
}  // namespace http
namespace protocol {
std::string to_text(int number) { return std::to_string(number); }
}  // namespace protocol

namespace {

void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::exit(1);
}

std::string answer_of(const std::string& url, const std::string& path) {
  const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    close(socket);
    return "";
  }
  const std::string request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port) +
                              "\r\nConnection: close\r\n\r\n";
  expect(write(socket, request.data(), request.size()) == static_cast<ssize_t>(request.size()), "it is sent");
  std::string answer;
  char buffer[4096];
  for (ssize_t count = 0; (count = read(socket, buffer, sizeof buffer)) > 0;)
    answer.append(buffer, static_cast<std::size_t>(count));
  close(socket);
  return answer;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string refusal_of(const mockidp::ProviderOptions& options) {
  try {
    mockidp::Provider provider(options);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

// As docs/embedding.md has it.
void use_what_is_documented() {
  mockidp::Provider provider({.apps = {{.type = "web",
                                        .client_id = "my-app",
                                        .client_secret = "my-app-secret-1",
                                        .redirect_uris = {"http://localhost:4000/callback"}}}});
  provider.enable_fault({.name = "id_token_wrong_nonce", .client_id = "my-app", .times = 1});
  provider.advance_clock(std::chrono::hours(2));
  provider.merge_into_org(R"({"org": {"name": "Acme"}})");
  provider.reset();
  expect(provider.app("my-app").client_secret == "my-app-secret-1", "the app is the one that was registered");
}

}  // namespace

int main() {
  std::string url;
  {
    mockidp::Provider provider;
    const std::string issuer = provider.issuer();
    const mockidp::ProviderApp app = provider.app("web");

    url = provider.org_url();
    expect(issuer == url + "/oauth2/default", "the issuer is below the org");
    expect(!app.client_id.empty() && !app.client_secret.empty(), "the web app has credentials");
    const auto metadata = answer_of(url, "/oauth2/default/.well-known/openid-configuration");
    expect(contains(metadata, " 200 ") && contains(metadata, "\"" + issuer + "\""),
           "discovery names the issuer");
    expect(contains(answer_of(provider.workbench_url(), "/"), " 200 "), "the workbench answers");
  }
  use_what_is_documented();
  expect(answer_of(url, "/").empty(), "its end closes the port");
  expect(contains(refusal_of({.org_document = R"({"aps": []})"}), "apps"),
         "a mistake is told, with what was meant");
  expect(http::Request().text == "mine" && protocol::to_text(4) == "4", "its insides stay its own");
  std::puts("a provider was here");
}
