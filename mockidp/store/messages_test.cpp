#include "mockidp/protocol/random.h"
#include "mockidp/store/views_fixture_test.h"

using namespace mockidp;

namespace {

Message a_message(Messages& messages, protocol::Random& random, const std::string& to) {
  Message message;
  message.id = messages.draw_id(random);
  message.channel = Channel::sms;
  message.kind = "sms";
  message.from = "Okta <noreply@okta.com>";
  message.to = to;
  message.subject = "S";
  message.text = "T";
  message.html = "<p>";
  message.code = "012345";
  message.link = "http://localhost/x";
  message.person_id = "00ualice";
  message.client_id = "0oa";
  message.sent_at = kViewsNoon;
  message.expires_at = kViewsNoon + 5min;
  return message;
}

std::vector<std::string> recipients(const std::vector<Message>& messages) {
  std::vector<std::string> all;
  for (const auto& message : messages) all.push_back(message.to);
  return all;
}

}  // namespace

TEST_CASE("a message is read as it was written", "[store]") {
  ViewsFixture views;
  Messages messages(*views.store, "default");
  protocol::SeededRandom random(1);
  const auto sent = a_message(messages, random, "+15556667777");
  commit_put(*views.store, messages.put(sent));

  const auto listed = messages.list("");
  REQUIRE(listed.size() == 1);
  const auto& read = listed.front();
  CHECK(read.id == sent.id);
  CHECK(read.channel == Channel::sms);
  CHECK(read.kind == sent.kind);
  CHECK(read.from == sent.from);
  CHECK(read.to == sent.to);
  CHECK(read.subject == sent.subject);
  CHECK(read.text == sent.text);
  CHECK(read.html == sent.html);
  CHECK(read.code == sent.code);
  CHECK(read.link == sent.link);
  CHECK(read.person_id == sent.person_id);
  CHECK(read.client_id == sent.client_id);
  CHECK(read.sent_at == sent.sent_at);
  CHECK(read.expires_at == sent.expires_at);
}

TEST_CASE("messages are listed in the order of sending, whatever the clock says", "[store]") {
  ViewsFixture views;
  Messages messages(*views.store, "default");
  protocol::SeededRandom random(1);
  auto early = a_message(messages, random, "a@example.com");
  early.sent_at = kViewsNoon + 24h;  // the clock was moved back afterwards
  commit_put(*views.store, messages.put(early));
  commit_put(*views.store, messages.put(a_message(messages, random, "b@example.com")));
  commit_put(*views.store, messages.put(a_message(messages, random, "a@example.com")));

  CHECK(recipients(messages.list("")) ==
        std::vector<std::string>{"a@example.com", "b@example.com", "a@example.com"});
  CHECK(messages.list("a@example.com").size() == 2);
  CHECK(messages.list("A@example.com").empty());
  CHECK(recipients(messages.list_after(early.id)) ==
        std::vector<std::string>{"a@example.com", "b@example.com"});

  Messages reopened(*views.store, "default");
  CHECK(reopened.draw_id(random) > messages.list("").front().id);
  CHECK(messages.erase_all() == 3);
  CHECK(messages.list("").empty());
}

TEST_CASE("of more than a thousand messages the oldest give way", "[store]") {
  ViewsFixture views;
  Messages messages(*views.store, "default");
  protocol::SeededRandom random(1);
  std::size_t most = 0;
  for (std::size_t i = 1; i <= kMostMessages + 200; ++i) {
    auto message = a_message(messages, random, std::to_string(i));
    Batch batch;
    batch.put = {messages.put(message)};
    REQUIRE(views.store->commit(batch));
    messages.committed(batch);
    if (i % 50 >= 48 || i % 50 <= 1) most = std::max(most, messages.list("").size());
  }
  const auto kept = messages.list("");
  CHECK(most < kMostMessages);
  CHECK(kept.size() >= kMostMessages - 50);
  CHECK(kept.front().to == std::to_string(kMostMessages + 200));
  CHECK(kept.back().to == std::to_string(kMostMessages + 200 - kept.size() + 1));
}

TEST_CASE("whoever follows hears of each message that was committed, and of nothing else", "[store]") {
  ViewsFixture views;
  Messages messages(*views.store, "default");
  protocol::SeededRandom random(1);
  std::vector<Message> heard;
  messages.follow([&](const Message& message) { heard.push_back(message); });
  Batch batch;
  batch.put = {messages.put(a_message(messages, random, "a@example.com")), views.people.put(Person{}),
               messages.put(a_message(messages, random, "b@example.com"))};
  messages.committed(batch);
  CHECK(recipients(heard) == std::vector<std::string>{"a@example.com", "b@example.com"});
}

TEST_CASE("a message is kept for seven days of the org's clock", "[store]") {
  ViewsFixture views;
  Messages messages(*views.store, "default");
  protocol::SeededRandom random(1);
  commit_put(*views.store, messages.put(a_message(messages, random, "a@example.com")));
  CHECK(views.store->erase_expired("default", kViewsNoon + kMessageLife - 1s) == 0);
  CHECK(views.store->erase_expired("default", kViewsNoon + kMessageLife) == 1);
}
