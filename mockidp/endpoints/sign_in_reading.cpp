#include "mockidp/endpoints/sign_in_parts.h"

namespace mockidp {
namespace {

// Whom the next step is about: of the transaction or, before anybody was identified, of the session; "" for
// nobody.
std::string_view person_id_of(const Transaction& transaction, const std::optional<Session>& session) {
  if (transaction.identified) return transaction.person_id;
  return session ? std::string_view(session->person_id) : std::string_view();
}

// The address that X-Forwarded-For names first, where tests may choose it.
std::string address_of(const Exchange& exchange) {
  constexpr std::size_t kLongestAddress = 45;
  const auto& request = exchange.request;
  if (!exchange.dir().org.switches.client_ip_from_forwarded_for) return request.remote_address;
  const auto forwarded = request.header("X-Forwarded-For");
  const auto first = trimmed_identifier(forwarded.substr(0, forwarded.find(',')));
  return first.empty() ? request.remote_address : std::string(first.substr(0, kLongestAddress));
}

void take_person(std::optional<Stored<Person>> stored, ReadSituation& read) {
  if (!stored) return;
  read.situation.person = std::move(stored->value);
  read.person_record = {std::move(stored->key), std::move(stored->body)};
}

// Whose sign-up this would be a second one of.
std::string_view login_of_sign_up(const ProfileInput& input) {
  const auto email = input.values.find("email");
  return email == input.values.end() ? std::string_view() : trimmed_identifier(email->second);
}

}  // namespace

std::optional<Session> session_of_browser(const Exchange& exchange) {
  if (exchange.opened_session) return exchange.opened_session;
  const auto token = exchange.request.cookie(kSessionCookieName);
  if (!token || token->empty()) return std::nullopt;
  auto stored = exchange.org.sessions.find(*token);
  if (!stored) return std::nullopt;
  stored->value.token = *token;
  return std::move(stored->value);
}

RequestFacts facts_of(const Exchange& exchange) {
  constexpr std::size_t kLongestUserAgent = 512;
  return {address_of(exchange),
          std::string(exchange.request.header("User-Agent").substr(0, kLongestUserAgent))};
}

void find_person(const Exchange& exchange, Situation& situation) {
  const auto id = person_id_of(situation.transaction, situation.session);
  if (situation.person && situation.person->id == id) return;
  auto stored = id.empty() ? std::nullopt : exchange.org.people.find(id);
  if (stored) {
    situation.person = std::move(stored->value);
  } else {
    situation.person.reset();
  }
}

ReadSituation situation_of_answer(const Exchange& exchange, Stored<Transaction> stored,
                                  const std::optional<Session>& session, const Input& input) {
  ReadSituation read{{exchange.dir(), std::move(stored.value), {}, session, exchange.now, facts_of(exchange)},
                     {std::move(stored.key), std::move(stored.body)},
                     {}};
  const auto& people = exchange.org.people;
  const auto& transaction = read.situation.transaction;
  const auto* profile = std::get_if<ProfileInput>(&input);
  if (const auto* identify = std::get_if<IdentifyInput>(&input)) {
    take_person(people.find_by_login(trimmed_identifier(identify->identifier)), read);
  } else if (profile != nullptr && transaction.purpose == Purpose::registration && !transaction.identified) {
    take_person(people.find_by_login(login_of_sign_up(*profile)), read);
  } else if (const auto id = person_id_of(transaction, session); !id.empty()) {
    take_person(people.find(id), read);
  }
  return read;
}

}  // namespace mockidp
