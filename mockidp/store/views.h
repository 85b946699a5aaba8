#pragma once
// Typed views over a RecordStore: each encodes its own bodies. Borrow the store; any thread.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/people/message.h"
#include "mockidp/people/person.h"
#include "mockidp/people/refresh_family.h"
#include "mockidp/people/session.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/random.h"
#include "mockidp/signin/transaction.h"
#include "mockidp/store/record_store.h"

namespace mockidp {

// A value together with the bytes it was read from: what Batch::Expect compares.
template <class T>
struct Stored {
  T value;
  RecordKey key;
  std::string body;
};

// A login is unique because a setting record of its own, "login:" and the login in lower case, is committed
// together with the person. The person's index 0 is that login too: for looking it up.
class People {
 public:
  People(RecordStore& store, std::string org) : store_(store), org_(std::move(org)) {}
  bool add(const Person& person);                      // false: the id or the login is taken
  void add(const Person& person, Batch& batch) const;  // the same, as part of what else is committed
  std::optional<Stored<Person>> find(std::string_view id) const;
  std::optional<Stored<Person>> find_by_login(std::string_view login) const;  // ASCII case does not count
  std::optional<Stored<Person>> find_by_activation(std::string_view digest) const;  // of an activation link
  std::vector<Person> list(std::string_view after_id, std::size_t limit) const;
  // False: no such person, or the edit chose a login that is taken. The edit may run again; false leaves the
  // person as is. It may change anything but the id.
  bool update(std::string_view id, const std::function<bool(Person&)>& edit);
  bool erase(std::string_view id);
  Batch::Put put(
      const Person& person) const;  // for changes that keep the login; expect the body that was read

 private:
  std::optional<Stored<Person>> find_first(std::size_t index, std::string_view value) const;
  RecordStore& store_;
  std::string org_;
};

// Org sessions, found by the cookie's value, of which only a digest is kept; `find` fills in the token it was
// given.
class Sessions {
 public:
  Sessions(RecordStore& store, std::string org) : store_(store), org_(std::move(org)) {}
  Batch::Put put(const Session& session, protocol::TimePoint expires_at) const;  // session.token is set
  std::optional<Stored<Session>> find(std::string_view token) const;
  // Used again: the record is kept as much longer as the session was last used later. Writes only if time has
  // passed.
  void touch(std::string_view token, protocol::TimePoint now);
  bool end(std::string_view token);
  std::size_t end_all_of(std::string_view person_id);
  RecordKey key(std::string_view token) const;
  std::vector<Session> list_of(std::string_view person_id) const;
  std::vector<RecordKey> keys_of(std::string_view person_id) const;

 private:
  RecordStore& store_;
  std::string org_;
};

// Sign-ins under way, found by their state token, of which only a digest is kept; `find` fills it in.
class Transactions {
 public:
  Transactions(RecordStore& store, std::string org) : store_(store), org_(std::move(org)) {}
  Batch::Put put(const Transaction& transaction) const;
  bool begin(const Transaction& transaction);  // false: the state token is taken
  std::optional<Stored<Transaction>> find(std::string_view state_token) const;
  // By the digest of a mail's link; without its state token, which is not kept: put it back by put_at().
  std::optional<Stored<Transaction>> find_by_link(std::string_view link_digest) const;
  Batch::Put put_at(RecordKey key, const Transaction& transaction) const;
  RecordKey key(std::string_view state_token) const;

 private:
  RecordStore& store_;
  std::string org_;
};

// What a code stands for until it is redeemed.
struct AuthorizationCode {
  std::string grant_id;  // 16 raw bytes: the sign-in that every token of it belongs to
  std::string server_id;
  std::string client_id;
  std::string redirect_uri;
  std::string nonce;
  std::string code_challenge;
  std::vector<std::string> scopes;
  std::string person_id;
  std::vector<std::string> amr;
  std::string acr;  // which of acr_values was met; empty: none was asked for
  protocol::TimePoint auth_time{};
  protocol::TimePoint issued_at{};
  std::chrono::seconds access_token_lifetime{
      3600};  // of the access policy rule at authorize; not evaluated again
  // Of the same rule; only where a refresh token will be issued.
  std::chrono::minutes refresh_token_lifetime{0};  // 0: unlimited
  std::chrono::minutes refresh_token_window{0};
  bool redeemed = false;
};
inline constexpr std::chrono::seconds kCodeLifetime{300};
// Kept as long again, so that a code which came too late can be told from one that never was.
inline constexpr std::chrono::seconds kCodeMemory = 2 * kCodeLifetime;

class Codes {
 public:
  Codes(RecordStore& store, std::string org) : store_(store), org_(std::move(org)) {}
  Batch::Put put(std::string_view code, const AuthorizationCode& value) const;
  std::optional<Stored<AuthorizationCode>> find(std::string_view code) const;
  // For a batch that one caller can commit, however many race. Of a redeemed code only the grant, server,
  // client, person, times and lifetime are kept: ask `redeemed` before anything else.
  void redeem(const Stored<AuthorizationCode>& code, Batch& batch) const;

 private:
  RecordStore& store_;
  std::string org_;
};

// Families of refresh tokens, found by their grant. A family that was ended is gone: Grants remembers why.
class RefreshFamilies {
 public:
  RefreshFamilies(RecordStore& store, std::string org) : store_(store), org_(std::move(org)) {}
  // What the org's refresh tokens are authenticated with; drawn when first asked for, kept with the records.
  protocol::Secret token_key(protocol::Random& random);
  Batch::Put put(const RefreshFamily& family) const;
  std::optional<Stored<RefreshFamily>> find(std::string_view grant_id) const;
  // Used again: it may lie unused until then. Never shortens.
  void prolong(std::string_view grant_id, protocol::TimePoint idle_until);
  bool end(std::string_view grant_id);
  std::vector<RefreshFamily> list_of(std::string_view person_id) const;

 private:
  RecordKey key(std::string_view grant_id) const;
  RecordStore& store_;
  std::string org_;
};

// What grants rest on. Where it was taken away, those begun until then are dead, whether or not it is back.
struct GrantBasis {
  enum class Kind : char { org = 'o', app = 'a', server = 's', scope = 'c', person = 'p', assignment = 'm' };
  Kind kind = Kind::org;
  std::string_view id{};  // client_id of the app; of scope: its server; of assignment: the app's client_id
  std::string_view second{};  // of scope: its name; of assignment: the person's id
};

// Grants live in their tokens; only revoked ones are remembered, until the last token they gave out has
// expired. An access token that was revoked alone is remembered too, by its own 32 bytes.
class Grants {
 public:
  Grants(RecordStore& store, std::string org) : store_(store), org_(std::move(org)) {}
  // 16 raw bytes that every token of one sign-in carries. The first four count what was taken away before, so
  // that no clock, which tests move, has to tell what came first.
  std::string draw_id(protocol::Random& random) const;
  // The same grant, if what it is for is granted only now: a sign-in may have stood at its page for long.
  std::string begun_now(std::string_view id) const;
  // What begun_now() leaves as it is: it ties the journal of a sign-in together.
  static std::string_view lasting_part(std::string_view id);
  void revoke(std::string_view id, std::string_view reason, protocol::TimePoint until);
  std::optional<std::string> revoked_because(std::string_view id) const;
  // Remembered for good, once for each basis, as refresh tokens may live for ever.
  void end_all_on(const GrantBasis& basis);
  bool lost_basis(std::string_view id, const GrantBasis& basis) const;

 private:
  std::uint32_t count_taken() const;
  RecordStore& store_;
  std::string org_;
  std::mutex taking_;
  mutable std::once_flag counting_;
  mutable std::atomic<std::uint32_t> taken_{0};  // how often end_all_on() was called
};

// Mails and texts that were sent: the newest kMostMessages of the last seven days.
class Messages {
 public:
  Messages(RecordStore& store, std::string org) : store_(store), org_(std::move(org)) {}
  // Ids sort by when they were drawn: after a clock that was moved forward and back again, the newest message
  // is still the one that was sent last.
  std::string draw_id(protocol::Random& random);
  Batch::Put put(const Message& message) const;
  // To be told of what was committed: the oldest messages give way, some at a time, and whoever follows hears
  // of the new ones.
  void committed(const Batch& batch);
  // Called by the thread that committed, which must not have to wait. Set before the first request.
  void follow(std::function<void(const Message&)> on_message) { on_message_ = std::move(on_message); }
  // The newest first; "": to everybody.
  std::vector<Message> list(std::string_view to) const;
  std::vector<Message> list_after(std::string_view id) const;  // those drawn later, the newest first
  std::size_t erase_all();

 private:
  std::vector<Message> list(std::string_view to, std::string_view after_id) const;
  std::vector<std::string> ids() const;  // the oldest first
  void make_room();

  RecordStore& store_;
  std::string org_;
  std::function<void(const Message&)> on_message_;
  std::once_flag numbering_;
  std::atomic<std::uint64_t> last_number_{0};
  std::atomic<unsigned> put_since_{0};  // since the oldest were last made to give way
};
inline constexpr std::size_t kMostMessages = 1000;
inline constexpr std::chrono::hours kMessageLife{7 * 24};  // by the org's clock

}  // namespace mockidp
