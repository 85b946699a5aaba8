#include "mockidp/control/control_fixture_test.h"
#include "mockidp/outbox/render_message.h"

using namespace mockidp;
using protocol::Json;

namespace {

using namespace std::chrono_literals;

class SomeMessages {
 public:
  explicit SomeMessages(ControlFixture& control) : org_(control.provider.org) {
    alice_ = org_.people.find_by_login(testing::kAlice)->value.id;
  }

  void send(MessageKind kind, const std::string& to, const std::string& code, const std::string& token = {}) {
    SendMessage wanted{.kind = kind, .to = to, .code = code, .link_token = token};
    wanted.expires_at = org_.clock.now() + 5min;
    commit(wanted);
  }
  void send_to_alice(MessageKind kind, const std::string& to, const std::string& code) {
    SendMessage wanted{.kind = kind, .to = to, .person_id = alice_, .code = code};
    commit(wanted);
  }

 private:
  void commit(const SendMessage& wanted) {
    Batch batch;
    batch.put = {org_.messages.put(
        render_message(*org_.directory(), wanted, org_.messages.draw_id(org_.random), org_.clock.now()))};
    org_.store.commit(batch);
  }

  Org& org_;
  std::string alice_;
};

std::vector<std::string> codes(const Json& answer) {
  std::vector<std::string> all;
  for (const auto& message : answer["messages"])
    all.push_back(message["codes"].empty() ? "" : message["codes"][0].get<std::string>());
  return all;
}

using CodeList = std::vector<std::string>;

}  // namespace

TEST_CASE("messages are listed by recipient, kind and channel, the newest first", "[control]") {
  ControlFixture control;
  SomeMessages messages(control);
  messages.send_to_alice(MessageKind::EmailChallenge, "alice@example.com", "000001");
  messages.send_to_alice(MessageKind::sms, "+15556667777", "000002");
  messages.send(MessageKind::ForgotPassword, "bob@example.com", "000003", "ftToken");
  messages.send_to_alice(MessageKind::voice, "+15556667777", "000004");

  const auto [query, wanted] = GENERATE(table<const char*, CodeList>({
      {"", {"000004", "000003", "000002", "000001"}},
      {"?to=alice@example.com", {"000004", "000002", "000001"}},
      {"?to=ALICE%40example.com&channel=email", {"000001"}},
      {"?to=%2B15556667777", {"000004", "000002"}},
      {"?to=+1%20(555)%20666-7777&kind=sms", {"000002"}},
      {"?to=bob@example.com", {"000003"}},
      {"?to=nobody@example.com", {}},
      {"?kind=EmailChallenge", {"000001"}},
      {"?channel=voice", {"000004"}},
      {"?limit=2", {"000004", "000003"}},
  }));
  CAPTURE(query);
  const auto response = control.ask("GET", "/messages" + std::string(query));
  CHECK(response.status == 200);
  CHECK(codes(testing::json_of(response)) == wanted);
}

TEST_CASE("a message is shown whole", "[control]") {
  ControlFixture control;
  SomeMessages messages(control);
  messages.send(MessageKind::ForgotPassword, "bob@example.com", "000003", "ftToken");
  const auto message = control.get("/messages/latest?to=bob@example.com");
  CHECK(message["channel"] == "email");
  CHECK(message["kind"] == "ForgotPassword");
  CHECK(message["to"] == "bob@example.com");
  CHECK(message["from"] == "Okta <noreply@okta.com>");
  CHECK(message["subject"] == "Account password reset");
  CHECK(message["codes"] == Json{"000003"});
  CHECK(message["links"] ==
        Json{"http://localhost:7070/email/verify/okta.2b1959c8-bcc0-56eb-a589-cfcfb7422f26?token=ftToken"});
  CHECK(message["created_at"] == "2026-01-01T00:00:00.000Z");
  CHECK(message["expires_at"] == "2026-01-01T00:05:00.000Z");
  CHECK(message["client_id"].is_null());
  CHECK_THAT(message["html"].get<std::string>(), ContainsSubstring("id=\"reset-password-link\""));
  CHECK_THAT(message["text"].get<std::string>(), ContainsSubstring("Enter a code instead: 000003"));
}

TEST_CASE("later messages are had by the id of an earlier one", "[control]") {
  ControlFixture control;
  SomeMessages messages(control);
  messages.send(MessageKind::sms, "+15556667777", "000001");
  const auto seen = control.get("/messages/latest")["id"].get<std::string>();
  messages.send(MessageKind::sms, "+15556667777", "000002");
  CHECK(codes(control.get("/messages?after=" + seen)) == CodeList{"000002"});
}

TEST_CASE("code and link are answered alone, of the newest message that has one", "[control]") {
  ControlFixture control;
  SomeMessages messages(control);
  CHECK(control.ask("GET", "/messages/latest?to=alice@example.com").status == 404);
  messages.send(MessageKind::ForgotPassword, "alice@example.com", "000001", "ftToken");
  messages.send(MessageKind::PasswordChanged, "alice@example.com", "");
  CHECK(control.get("/messages/latest-code?to=alice@example.com") == Json{{"code", "000001"}});
  const auto link = control.get("/messages/latest-link?to=alice@example.com");
  CHECK(link.size() == 1);
  CHECK_THAT(link["link"].get<std::string>(), ContainsSubstring("token=ftToken"));
  CHECK(control.get("/messages/latest?to=alice@example.com")["kind"] == "PasswordChanged");

  const auto none = control.ask("GET", "/messages/latest-link?to=alice@example.com&channel=sms");
  CHECK(none.status == 404);
  CHECK(control.error(none) == "No message with a link of that sort was sent to alice@example.com.");

  CHECK(control.ask("DELETE", "/messages").status == 204);
  CHECK(control.get("/messages")["messages"].empty());
}

TEST_CASE("a query that asks for what there is not is refused with what was meant", "[control]") {
  ControlFixture control;
  const auto [query, message] = GENERATE(table<const char*, const char*>({
      {"?limit=0", "\"limit\" is a whole number from 1 to 1000."},
      {"?limit=1001", "\"limit\" is a whole number from 1 to 1000."},
      {"?limit=-1", "\"limit\" is a whole number from 1 to 1000."},
      {"?limit=", "\"limit\" is a whole number from 1 to 1000."},
      {"?kind=forgotpassword", "There is no kind \"forgotpassword\"; did you mean \"ForgotPassword\"?"},
      {"?channel=pigeon", "There is no channel \"pigeon\"; there are email, sms, voice."},
      {"?to=", "\"to\" is a login, an e-mail address or a phone number."},
      {"?To=a@b.example", "There is no parameter \"To\" here; did you mean \"to\"?"},
      {"?to=a@b.example&to=c@d.example", "\"to\" may stand in the query once."},
  }));
  CAPTURE(query);
  const auto response = control.ask("GET", "/messages" + std::string(query));
  CHECK(response.status == 400);
  CHECK(control.error(response) == message);
}
