#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/endpoints/page_response.h"

namespace mockidp {
namespace {

struct WayBack {
  std::string client_id;
  std::string url;
  std::string text;
};

// The app's own page to begin at, where the transaction is still known and the app has one.
WayBack way_back(Exchange& exchange, std::string_view state_token) {
  const auto stored = exchange.org.transactions.find(state_token);
  if (!stored) return {};
  if (!stored->value.request) return {{}, "/login/login.htm", "Back to sign in"};
  const auto& client_id = stored->value.request->client_id;
  const auto* app = exchange.dir().app_by_client_id(client_id);
  if (!app || start_of(*app).empty()) return {client_id, {}, {}};
  return {client_id, start_of(*app), "Start again at " + app->label};
}

constexpr std::string_view kStartAgain = "Go back to the app and sign in again.";

}  // namespace

http::Response show_lost_sign_in(Exchange& exchange, std::string_view state_token, Problem problem) {
  const auto& row = problem_row(problem);
  exchange.trace.failed(row.name, row.page_text);
  auto back = way_back(exchange, state_token);

  StopPage page;
  page.frame = page_frame(exchange, back.client_id);
  page.message = row.page_text;
  page.advice = kStartAgain;
  if (problem == Problem::foreign_browser) {
    page.heading = "This page is not yours to answer";
    page.advice = "This sign-in began in another browser, or this browser did not keep its cookie. " +
                  std::string(kStartAgain);
  } else if (current_session(exchange)) {
    page.heading = "You are signed in";
    page.message.clear();
    page.advice = "This sign-in is over. It cannot be answered a second time. " + std::string(kStartAgain);
    back = {{}, "/", "Go to Homepage"};
  }
  page.link_url = std::move(back.url);
  page.link_text = std::move(back.text);
  return page_response(problem == Problem::foreign_browser ? 403 : 400, render(page), {});
}

}  // namespace mockidp
