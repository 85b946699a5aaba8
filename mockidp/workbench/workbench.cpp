#include "mockidp/workbench/workbench.h"

#include <array>

#include "embedded/workbench_files.h"
#include "mockidp/outbox/mail_page.h"
#include "mockidp/protocol/bytes.h"

namespace mockidp {

namespace {

// No inline script or style, nothing from elsewhere: a value from a journal can never become code. The one
// style sheet by digest is that of mails, which the inbox shows in a frame that is under this policy too.
std::string policy() {
  const auto mail_style = protocol::base64_encode(protocol::as_view(protocol::sha256(mockidp::mail_style())));
  return "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-" + mail_style +
         "'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
         "frame-ancestors 'none'";
}

struct Asset {
  const char* path;
  const char* file;
  const char* type;
};

constexpr std::array kAssets{
    Asset{"/", "index.html", "text/html; charset=utf-8"},
    Asset{"/favicon.svg", "favicon.svg", "image/svg+xml"},
    Asset{"/style.css", "style.css", "text/css; charset=utf-8"},
    Asset{"/app.js", "app.js", "text/javascript; charset=utf-8"},
    Asset{"/api.js", "api.js", "text/javascript; charset=utf-8"},
    Asset{"/dom.js", "dom.js", "text/javascript; charset=utf-8"},
    Asset{"/overview.js", "overview.js", "text/javascript; charset=utf-8"},
    Asset{"/settings.js", "settings.js", "text/javascript; charset=utf-8"},
    Asset{"/timeline.js", "timeline.js", "text/javascript; charset=utf-8"},
    Asset{"/explanations.js", "explanations.js", "text/javascript; charset=utf-8"},
    Asset{"/remedies.js", "remedies.js", "text/javascript; charset=utf-8"},
    Asset{"/tokens.js", "tokens.js", "text/javascript; charset=utf-8"},
    Asset{"/clock.js", "clock.js", "text/javascript; charset=utf-8"},
    Asset{"/inbox.js", "inbox.js", "text/javascript; charset=utf-8"},
    Asset{"/faults.js", "faults.js", "text/javascript; charset=utf-8"},
};

http::Response serve_asset(const Asset& asset) {
  auto response =
      http::text_response(200, asset.type, std::string(workbench_files::embedded_file(asset.file)));
  response.set("Content-Security-Policy", policy());
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cache-Control", "no-cache");
  return response;
}

}  // namespace

void add_workbench_routes(http::Router& router, const ControlGuard& guard) {
  for (const auto& asset : kAssets)
    router.add("GET", asset.path, [asset, guard](const http::Request& request) {
      if (auto refusal = guard.refuse_page(request)) return std::move(*refusal);
      return serve_asset(asset);
    });
}

}  // namespace mockidp
