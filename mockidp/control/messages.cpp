#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/control/routes.h"
#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/oauth.h"
#include "mockidp/signin/effects.h"

namespace mockidp {

using protocol::Json;

namespace {

constexpr CountRule kListLimit{1, kMostMessages, 100};

// Which messages are asked for.
struct Wanted {
  std::string to;                // an address or a number; empty: to anybody
  std::optional<Person> person;  // whose login `to` is: all that was sent to them
  std::string kind;
  std::string channel;
  std::uint64_t limit = kListLimit.absent;
};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

// Blanks and punctuation do not count in a number, and a + that a query made a blank is one again.
std::string as_sent_to(std::string_view given) {
  if (given.empty() || given.find_first_not_of("+0123456789 -().") != std::string_view::npos)
    return lower_case(given);
  std::string number = given.front() == '+' || given.front() == ' ' ? "+" : "";
  for (const char c : given)
    if (c >= '0' && c <= '9') number += c;
  return number;
}

bool fits(const Wanted& wanted, const Message& message) {
  if (!wanted.kind.empty() && message.kind != wanted.kind) return false;
  if (!wanted.channel.empty() && to_string(message.channel) != wanted.channel) return false;
  if (wanted.to.empty() || lower_case(message.to) == wanted.to) return true;
  return wanted.person && message.person_id == wanted.person->id;
}

std::vector<std::string> all_kinds() {
  std::vector<std::string> kinds;
  for (int kind = 0; kind <= static_cast<int>(MessageKind::voice); ++kind)
    kinds.emplace_back(to_string(static_cast<MessageKind>(kind)));
  return kinds;
}

bool is_one_of(const std::vector<std::string>& words, std::string_view name, const std::string& value,
               http::Response& answer) {
  if (value.empty() || std::find(words.begin(), words.end(), value) != words.end()) return true;
  const auto meant = protocol::likely_meant(words, value);
  answer = control_error(400, "bad_query",
                         "There is no " + std::string(name) + " \"" + value + "\"" +
                             (meant.empty() ? "; there are " + protocol::join_words(words, ", ") + '.'
                                            : "; did you mean \"" + meant + "\"?"));
  return false;
}

bool read_wanted(const ControlRequest& request, Wanted& wanted, http::Response& answer) {
  const auto given = request.query.get("to");
  wanted.to = as_sent_to(given);
  wanted.kind = request.query.get("kind");
  wanted.channel = request.query.get("channel");
  if (request.query.has("to") && wanted.to.empty()) {
    answer = control_error(400, "bad_query", "\"to\" is a login, an e-mail address or a phone number.");
    return false;
  }
  if (!given.empty()) wanted.person = person_named(*request.org, given);
  return is_one_of(all_kinds(), "kind", wanted.kind, answer) &&
         is_one_of({"email", "sms", "voice"}, "channel", wanted.channel, answer) &&
         read_count(request.query, "limit", kListLimit, wanted.limit, answer);
}

Json time_or_null(protocol::TimePoint time) {
  return time == protocol::TimePoint{} ? Json(nullptr) : Json(protocol::to_iso8601(time));
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json describe_message(const Message& message) {
  Json links = Json::array(), codes = Json::array();
  if (!message.link.empty()) links.push_back(message.link);
  if (!message.code.empty()) codes.push_back(message.code);
  return Json{{"id", message.id},
              {"channel", to_string(message.channel)},
              {"kind", message.kind},
              {"to", message.to},
              {"from", text_or_null(message.from)},
              {"subject", text_or_null(message.subject)},
              {"text", message.text},
              {"html", text_or_null(message.html)},
              {"links", std::move(links)},
              {"codes", std::move(codes)},
              {"created_at", protocol::to_iso8601(message.sent_at)},
              {"expires_at", time_or_null(message.expires_at)},
              {"client_id", text_or_null(message.client_id)}};
}

http::Response list_messages(ControlRequest& request) {
  if (auto refused = refuse_other_parameters(request.query, {"to", "kind", "channel", "limit", "after"}))
    return std::move(*refused);
  Wanted wanted;
  http::Response refusal;
  if (!read_wanted(request, wanted, refusal)) return refusal;
  Json list = Json::array();
  for (const auto& message : request.org->messages.list_after(request.query.get("after"))) {
    if (list.size() == wanted.limit) break;
    if (fits(wanted, message)) list.push_back(describe_message(message));
  }
  return control_json(200, Json{{"messages", std::move(list)}});
}

enum class Asked { message, code, link };

http::Response nothing_sent(const ControlRequest& request, Asked asked) {
  const auto to = request.query.get("to");
  const std::string what = asked == Asked::code   ? "No message with a code"
                           : asked == Asked::link ? "No message with a link"
                                                  : "No message";
  return control_error(404, "no_message",
                       what + " of that sort was sent" + (to.empty() ? "" : " to " + std::string(to)) + '.');
}

http::Response answer_latest(ControlRequest& request, Asked asked) {
  if (auto refused = refuse_other_parameters(request.query, {"to", "kind", "channel"}))
    return std::move(*refused);
  Wanted wanted;
  http::Response refusal;
  if (!read_wanted(request, wanted, refusal)) return refusal;
  for (const auto& message : request.org->messages.list("")) {
    if (!fits(wanted, message)) continue;
    if (asked == Asked::message) return control_json(200, describe_message(message));
    const auto& value = asked == Asked::code ? message.code : message.link;
    if (!value.empty()) return control_json(200, Json{{asked == Asked::code ? "code" : "link", value}});
  }
  return nothing_sent(request, asked);
}

}  // namespace

void add_message_control(ControlRoutes& routes) {
  routes.add("GET", "/orgs/{org}/messages", {}, list_messages);
  routes.add("GET", "/orgs/{org}/messages/latest", {},
             [](ControlRequest& request) { return answer_latest(request, Asked::message); });
  routes.add("GET", "/orgs/{org}/messages/latest-code", {},
             [](ControlRequest& request) { return answer_latest(request, Asked::code); });
  routes.add("GET", "/orgs/{org}/messages/latest-link", {},
             [](ControlRequest& request) { return answer_latest(request, Asked::link); });
  routes.add("DELETE", "/orgs/{org}/messages", {}, [](ControlRequest& request) {
    request.org->messages.erase_all();
    return control_empty();
  });
}

}  // namespace mockidp
