// CB, CSRF: the way back from the provider.
#include <map>
#include <memory>
#include <mutex>

#include "client/breakable/around.h"
#include "client/breakable/defect.h"
#include "client/breakable/leave_out.h"
#include "client/breakable/ways.h"
#include "mockidp/protocol/form.h"

namespace breakable::defects {

namespace {

using rp::PendingSignIns;
using rp::Transaction;

bool any_answer(const Transaction&, const protocol::Params&) { return true; }

void ignore_state(WebAppParts& parts) {
  leave_out(parts.safeguards.sign_in.callback, {"state"});
  parts.safeguards.session.take_pending = [](PendingSignIns& pending, const protocol::Params& callback) {
    return pending.take(callback, &any_answer);
  };
}

bool answers_if_it_says_so(const Transaction& transaction, const protocol::Params& callback) {
  return callback.get("state").empty() || rp::is_answer_to(transaction, callback);
}

void forgive_missing_state(WebAppParts& parts) {
  leave_out(parts.safeguards.sign_in.callback, {"state"});
  parts.safeguards.session.take_pending = [](PendingSignIns& pending, const protocol::Params& callback) {
    return pending.take(callback, &answers_if_it_says_so);
  };
}

void redeem_again(WebAppParts& parts) {
  parts.safeguards.session.take_pending = [](PendingSignIns& pending, const protocol::Params& callback) {
    auto copy = pending;
    return copy.take(callback);
  };
}

// The transactions of all browsers in one place, found by their state alone: a callback goes on in the
// session that began it, whoever brings it.
class SharedTransactions {
 public:
  explicit SharedTransactions(std::string callback_path) : callback_path_(std::move(callback_path)) {}

  http::Response operator()(http::Request& request, const http::Dispatcher& client) {
    const bool coming_back = request.path == callback_path_;
    const auto query = protocol::parse_form(request.query);
    if (coming_back && query) go_on_in_the_session_of(std::string(query->get("state")), request);
    const auto cookie = request.cookie("webapp_session");
    auto response = client(request);
    if (!coming_back) remember(response, cookie.value_or(""));
    return response;
  }

 private:
  void go_on_in_the_session_of(const std::string& state, http::Request& request) {
    const std::lock_guard lock(mutex_);
    const auto begun = session_of_state_.find(state);
    if (begun == session_of_state_.end()) return;
    remove_header(request.headers, "Cookie");
    request.headers.emplace_back("Cookie", "webapp_session=" + begun->second);
    session_of_state_.erase(begun);
  }

  void remember(const http::Response& departure, std::string session) {
    const std::string location(departure.header("Location"));
    const auto query =
        protocol::parse_form(location.substr(std::min(location.find('?') + 1, location.size())));
    if (!query || !query->has("state")) return;
    const std::string_view cookie = departure.header("Set-Cookie");
    constexpr std::string_view kName = "webapp_session=";
    if (cookie.starts_with(kName)) session = cookie.substr(kName.size(), cookie.find(';') - kName.size());
    const std::lock_guard lock(mutex_);
    session_of_state_[std::string(query->get("state"))] = std::move(session);
  }

  const std::string callback_path_;
  std::mutex mutex_;
  std::map<std::string, std::string> session_of_state_;
};

void share_transactions(WebAppParts& parts) {
  const auto shared = std::make_shared<SharedTransactions>(parts.options.callback_path);
  parts.around.push_back([shared](http::Request& request, const http::Dispatcher& client) {
    return (*shared)(request, client);
  });
}

bool is_refusal_of_provider(const http::Request& request) {
  const auto query = protocol::parse_form(request.query);
  return query && query->has("error");
}

void try_again_at_once(WebAppParts& parts) {
  parts.around.push_back(
      at_path(parts.options.callback_path, [](http::Request& request, const http::Dispatcher& client) {
        auto response = client(request);
        return is_refusal_of_provider(request) ? http::redirect_response(302, "/login") : response;
      }));
}

void refresh_to_login_on_refusal(WebAppParts& parts) {
  parts.around.push_back(at_path(parts.options.callback_path, [](http::Request& request,
                                                                 const http::Dispatcher& client) {
    auto response = client(request);
    return is_refusal_of_provider(request) ? page_that_refreshes_to("/login", std::move(response)) : response;
  }));
}

void share_transactions_of_forms(WebAppParts& parts) {
  share_transactions(parts);
  parts.around.push_back(answered_by_form(parts.options.callback_path));
}

std::string unescaped(std::string text) {
  const std::pair<std::string, std::string> entities[] = {{"&lt;", "<"},  {"&gt;", ">"},   {"&quot;", "\""},
                                                          {"&#39;", "'"}, {"&apos;", "'"}, {"&amp;", "&"}};
  for (const auto& [entity, letter] : entities)
    for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + letter.size()))
      text.replace(at, entity.size(), letter);
  return text;
}

void write_markup_of_strangers(const http::Request&, http::Response& response) {
  const std::string begin = "id=\"detail\">";
  const auto at = response.body.find(begin);
  if (at == std::string::npos) return;
  const auto from = at + begin.size();
  const auto length = response.body.find("</p>", from) - from;
  response.body.replace(from, length, unescaped(response.body.substr(from, length)));
}

void sign_out_on_failure(WebAppParts& parts) {
  parts.around.push_back(
      at_path(parts.options.callback_path, editing([](const http::Request&, http::Response& response) {
                if (response.status < 400) return;
                response.add("Set-Cookie", "webapp_session=; Path=/; Max-Age=0");
              })));
}

}  // namespace

std::vector<Defect> callback() {
  return {
      {"state_unchecked",
       "the state of a callback is not compared with the one that this browser left with",
       {"CB-02", "CB-03", "CB-04"},
       {"OKTA-04"},
       ignore_state},
      {"missing_state_forgiven",
       "a callback without a state, or with an empty one, counts as an answer",
       {"CB-02", "CB-04"},
       {},
       forgive_missing_state},
      {"error_beside_code_ignored",
       "a code is redeemed although the provider says error beside it",
       {"CB-07"},
       {},
       [](WebAppParts& parts) { leave_out(parts.safeguards.sign_in.callback, {"error"}); }},
      {"refusal_retried",
       "a refusal of the provider is not shown but tried again at once",
       {"CB-08", "OKTA-01", "OKTA-02", "OKTA-07"},
       {},
       try_again_at_once},
      {"refusal_refreshes_to_login",
       "a refusal of the provider is shown for a moment, on a page that leads on to the login",
       {"CB-08", "OKTA-01", "OKTA-02", "OKTA-07"},
       {},
       refresh_to_login_on_refusal},
      {"error_description_unescaped",
       "what the provider says about an error is written into the page as it came",
       {"CB-10"},
       {},
       [](WebAppParts& parts) { parts.around.push_back(editing(&write_markup_of_strangers)); }},
      {"code_redeemed_again", "the transaction of a callback is not used up", {"CB-12"}, {}, redeem_again},
      {"signed_out_by_failure",
       "a callback that comes to nothing ends the session that the browser had",
       {"CB-12", "CSRF-05"},
       {},
       sign_out_on_failure},
      {"transactions_shared",
       "transactions are kept in one place for all browsers, and found by their state alone",
       {"CB-13", "CSRF-01", "CSRF-02", "CSRF-05"},
       {},
       share_transactions},
      {"posted_transactions_shared",
       "the same, and the callback is a form that the browser posts",
       {"CB-13", "CSRF-01", "CSRF-02", "CSRF-05"},
       {},
       share_transactions_of_forms},
  };
}

}  // namespace breakable::defects
