#include "client/spa/spa.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "embedded/spa_pages.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/uri.h"

namespace spa {

namespace {

constexpr const char* kCallbackPath = "/login/callback";
constexpr const char* kHtml = "text/html; charset=utf-8";

// Everything that runs comes from here, and whatever it got hold of can be sent to the provider only. The
// page writes texts, never markup; Trusted Types hold it to that.
std::string policy_for(const std::string& provider) {
  return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' " + provider +
         "; frame-src " + provider +
         "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
         "trusted-types 'none'";
}

// Nothing in it is a secret.
std::string settings_of(const Options& options) {
  return protocol::to_text({{"issuer", options.issuer},
                            {"client_id", options.client_id},
                            {"redirect_uri", options.base_url + kCallbackPath},
                            {"post_logout_redirect_uri", options.base_url + "/"},
                            {"scopes", options.scopes},
                            {"frame_timeout_seconds", options.frame_timeout.count()}}) +
         "\n";
}

std::string type_of(std::string_view file) {
  if (file.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (file.ends_with(".css")) return "text/css; charset=utf-8";
  return kHtml;
}

}  // namespace

Spa::Spa(const Options& options) : policy_(policy_for(protocol::origin_of(options.issuer))) {
  for (const auto& file : spa_pages::embedded_files())
    if (!file.name.ends_with(".html"))
      add("/" + std::string(file.name), type_of(file.name), std::string(file.bytes));
  for (const char* path : {"/", "/profile", kCallbackPath})
    add(path, kHtml, std::string(spa_pages::embedded_file("index.html")));
  add("/settings.json", "application/json", settings_of(options));
  add("/health", "text/plain; charset=utf-8", "ok\n");
}

void Spa::add(std::string path, std::string content_type, std::string body) {
  router_.add("GET", path, [content_type = std::move(content_type), body = std::move(body)](const auto&) {
    return http::text_response(200, content_type, body);
  });
}

http::Response Spa::answer(http::Request& request) {
  std::vector<std::string> allowed;
  http::Response response;
  if (const auto* handler = router_.find(request, allowed)) {
    response = (*handler)(request);
  } else if (allowed.empty()) {
    response = http::text_response(404, kHtml, std::string(spa_pages::embedded_file("not_found.html")));
  } else {
    response = http::text_response(405, "text/plain; charset=utf-8", "This address can only be read.\n");
    response.set("Allow", "GET, HEAD");
  }
  response.set("Content-Security-Policy", policy_);
  response.set("X-Content-Type-Options", "nosniff");
  response.set("X-Frame-Options", "DENY");
  response.set("Referrer-Policy", "no-referrer");  // the callback's address holds a code
  response.set("Cache-Control", "no-cache");
  return response;
}

}  // namespace spa
