#include <algorithm>

#include "mockidp/protocol/byte_codec.h"
#include "mockidp/store/saturating_time.h"
#include "mockidp/store/views.h"

namespace mockidp {
namespace {

constexpr unsigned char kMessageVersion = 1;
constexpr std::size_t kByRecipient = 0;
constexpr std::chrono::hours kMessageLife{7 * 24};

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

std::optional<Message> Messages::find(std::string_view id) const {
  const auto record = store_.find({org_, RecordKind::message, std::string(id)});
  return record ? read_message(id, record->body) : std::nullopt;
}

std::vector<Message> Messages::list(std::string_view to) const {
  std::vector<Message> messages;
  for (const auto& listed : store_.list(org_, RecordKind::message, kByRecipient, to, {}, SIZE_MAX))
    if (auto message = read_message(listed.id, listed.record.body)) messages.push_back(std::move(*message));
  std::reverse(messages.begin(), messages.end());
  return messages;
}

}  // namespace mockidp
