#include <algorithm>
#include <cstdlib>

#include "mockidp/protocol/byte_codec.h"
#include "mockidp/store/saturating_time.h"
#include "mockidp/store/views.h"

namespace mockidp {
namespace {

constexpr unsigned char kMessageVersion = 1;
constexpr std::size_t kByRecipient = 0;
constexpr std::size_t kNumberDigits = 16;
// How many give way at once, so that the whole list is read once for so many messages.
constexpr unsigned kGiveWay = 50;

std::string write_message(const Message& message) {
  protocol::ByteWriter writer(kMessageVersion);
  writer.number(static_cast<unsigned char>(message.channel))
      .text(message.kind)
      .text(message.from)
      .text(message.to);
  writer.text(message.subject).text(message.text).text(message.html).text(message.code).text(message.link);
  writer.text(message.person_id).text(message.client_id).time(message.sent_at).time(message.expires_at);
  return writer.take();
}

std::optional<Message> read_message(std::string_view id, std::string_view body) {
  protocol::ByteReader reader(body, kMessageVersion);
  Message message;
  message.id = id;
  message.channel = static_cast<Channel>(reader.at_most(static_cast<unsigned char>(Channel::voice)));
  message.kind = reader.text();
  message.from = reader.text();
  message.to = reader.text();
  message.subject = reader.text();
  message.text = reader.text();
  message.html = reader.text();
  message.code = reader.text();
  message.link = reader.text();
  message.person_id = reader.text();
  message.client_id = reader.text();
  message.sent_at = reader.time();
  message.expires_at = reader.time();
  return reader.complete() ? std::optional(std::move(message)) : std::nullopt;
}

}  // namespace

Batch::Put Messages::put(const Message& message) const {
  Record record;
  record.body = write_message(message);
  record.index[kByRecipient] = message.to;
  record.expires_at = later_by(message.sent_at, kMessageLife);
  return {{org_, RecordKind::message, message.id}, std::move(record)};
}

std::string Messages::draw_id(protocol::Random& random) {
  std::call_once(numbering_, [this] {
    if (const auto known = ids(); !known.empty())
      last_number_ = std::strtoull(known.back().substr(0, kNumberDigits).c_str(), nullptr, 10);
  });
  auto number = std::to_string(++last_number_);
  if (number.size() < kNumberDigits) number.insert(0, kNumberDigits - number.size(), '0');
  return number + protocol::random_alphanumeric(random, 6);
}

void Messages::committed(const Batch& batch) {
  for (const auto& put : batch.put) {
    if (put.key.kind != RecordKind::message) continue;
    make_room();
    if (!on_message_) continue;
    if (const auto message = read_message(put.key.id, put.record.body)) on_message_(*message);
  }
}

void Messages::make_room() {
  if (++put_since_ < kGiveWay) return;
  put_since_ = 0;
  const auto known = ids();
  const auto kept = kMostMessages - kGiveWay;
  for (std::size_t i = 0; i + kept < known.size(); ++i) store_.erase({org_, RecordKind::message, known[i]});
}

std::vector<std::string> Messages::ids() const {
  std::vector<std::string> ids;
  for (auto& listed : store_.list(org_, RecordKind::message, kByRecipient, {}, {}, SIZE_MAX))
    ids.push_back(std::move(listed.id));
  return ids;
}

std::vector<Message> Messages::list(std::string_view to) const { return list(to, {}); }

std::vector<Message> Messages::list_after(std::string_view id) const { return list({}, id); }

std::vector<Message> Messages::list(std::string_view to, std::string_view after_id) const {
  std::vector<Message> messages;
  for (const auto& listed : store_.list(org_, RecordKind::message, kByRecipient, to, after_id, SIZE_MAX))
    if (auto message = read_message(listed.id, listed.record.body)) messages.push_back(std::move(*message));
  std::reverse(messages.begin(), messages.end());
  return messages;
}

std::size_t Messages::erase_all() {
  std::size_t erased = 0;
  for (const auto& id : ids()) erased += store_.erase({org_, RecordKind::message, id}) ? 1 : 0;
  return erased;
}

}  // namespace mockidp
