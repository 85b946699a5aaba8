// Bodies come from a medium that others may have written to: whatever is there, reading must answer.

#include <functional>

#include "mockidp/protocol/random.h"
#include "mockidp/store/memory_store.h"
#include "mockidp/store/views.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

// One stored value of a type: where it is, and what its view makes of the bytes there: nothing, or a value,
// which is shown as its view would write it again.
struct StoredSample {
  std::string name;
  RecordKey key;
  std::function<std::optional<Batch::Put>()> read;
};

struct ForeignBytesFixture {
  std::unique_ptr<RecordStore> store = make_memory_store();
  People people{*store, "default"};
  Sessions sessions{*store, "default"};
  Transactions transactions{*store, "default"};
  Codes codes{*store, "default"};
  RefreshFamilies families{*store, "default"};
  std::vector<StoredSample> samples;

  ForeignBytesFixture() {
    samples.push_back(sample("person", people.put(full_person()), [this] {
      const auto found = people.find("00u1");
      return found ? std::optional(people.put(found->value)) : std::nullopt;
    }));
    samples.push_back(sample("session", sessions.put(full_session(), {}), [this] {
      const auto found = sessions.find("t");
      return found ? std::optional(sessions.put(found->value, {})) : std::nullopt;
    }));
    samples.push_back(sample("transaction", transactions.put(full_transaction()), [this] {
      const auto found = transactions.find("02");
      return found ? std::optional(transactions.put(found->value)) : std::nullopt;
    }));
    samples.push_back(sample("code", codes.put("c", full_code()), [this] {
      const auto found = codes.find("c");
      return found ? std::optional(codes.put("c", found->value)) : std::nullopt;
    }));
    samples.push_back(sample("refresh family", families.put(full_family()), [this] {
      const auto found = families.find(std::string(16, 'g'));
      return found ? std::optional(families.put(found->value)) : std::nullopt;
    }));
  }

  StoredSample sample(std::string name, Batch::Put put, std::function<std::optional<Batch::Put>()> read) {
    REQUIRE(store->insert(put.key, put.record));
    return {std::move(name), put.key, std::move(read)};
  }

  static Person full_person() {
    Person person;
    person.id = "00u1";
    person.login = "ada";
    person.profile = {{"firstName", "Ada"}, {"lastName", "L"}};
    person.group_ids = {"00g1"};
    person.password.hash = "hash";
    return person;
  }
  static Session full_session() {
    Session session;
    session.token = "t";
    session.id = "102";
    session.person_id = "00u1";
    session.verified = {{"okta_password", "pwd", protocol::from_unix(1000)}};
    return session;
  }
  static Transaction full_transaction() {
    Transaction transaction;
    transaction.state_token = "02";
    transaction.request.emplace();
    transaction.request->scopes = {"openid"};
    transaction.request->max_age = std::chrono::seconds(60);
    transaction.verified = {{"okta_password", "pwd", protocol::from_unix(1000)}};
    return transaction;
  }
  static AuthorizationCode full_code() {
    AuthorizationCode code;
    code.grant_id = std::string(16, 'g');
    code.scopes = {"openid", "profile"};
    code.amr = {"pwd"};
    return code;
  }

  static RefreshFamily full_family() {
    RefreshFamily family;
    family.grant_id = std::string(16, 'g');
    family.scopes = {"openid", "offline_access"};
    family.ends_at = protocol::from_unix(2000);
    family.generations = {{.number = 3, .parent = 2, .used_at = protocol::from_unix(1000)},
                          {.number = 4, .parent = 3, .used_at = std::nullopt}};
    return family;
  }

  void replace_body(const RecordKey& key, const std::string& body) {
    REQUIRE(store->update(key, [&](Record& record) { return record.body = body, true; }));
  }
};

}  // namespace

TEST_CASE("a truncated body is no value", "[store]") {
  ForeignBytesFixture fixture;
  for (const auto& sample : fixture.samples) {
    CAPTURE(sample.name);
    const auto whole = fixture.store->find(sample.key)->body;
    CHECK(sample.read());
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CAPTURE(size);
      fixture.replace_body(sample.key, whole.substr(0, size));
      CHECK_FALSE(sample.read());
    }
    fixture.replace_body(sample.key, whole + '\0');
    CHECK_FALSE(sample.read());
  }
}

TEST_CASE("a body with other bytes in it is no value, or one that is written the same way", "[store]") {
  ForeignBytesFixture fixture;
  protocol::SeededRandom random(7);
  for (const auto& sample : fixture.samples) {
    CAPTURE(sample.name);
    const auto whole = fixture.store->find(sample.key)->body;
    std::size_t readable = 0;
    for (int round = 0; round < 3000; ++round) {
      unsigned char dice[5];
      random.fill(dice);
      auto body = whole;
      body[dice[0] % body.size()] = static_cast<char>(dice[1]);
      if (dice[2] % 2 == 0) body[dice[3] % body.size()] = static_cast<char>(dice[4]);
      fixture.replace_body(sample.key, body);
      const auto again = sample.read();
      if (!again) continue;
      ++readable;
      CHECK(again->record.body == body);
    }
    CHECK(readable > 0);
    CHECK(readable < 3000);
  }
}

TEST_CASE("an unreadable session cannot be touched, nor an unreadable family prolonged", "[store]") {
  ForeignBytesFixture fixture;
  fixture.replace_body(fixture.sessions.key("t"), "foreign");
  fixture.sessions.touch("t", protocol::from_unix(2000));
  CHECK(fixture.store->find(fixture.sessions.key("t"))->body == "foreign");
  const auto family = fixture.families.find(std::string(16, 'g'))->key;
  fixture.replace_body(family, "foreign");
  fixture.families.prolong(std::string(16, 'g'), protocol::from_unix(5000));
  CHECK(fixture.store->find(family)->body == "foreign");
}
