#include "mockidp/outbox/render_message.h"

#include "mockidp/protocol/bytes.h"

namespace mockidp {
namespace {

constexpr std::size_t kTimeDigits = 12;

std::string message_id(protocol::TimePoint now, protocol::Random& random) {
  auto seconds = std::to_string(protocol::to_unix(now));
  if (seconds.size() < kTimeDigits) seconds.insert(0, kTimeDigits - seconds.size(), '0');
  return seconds + protocol::random_alphanumeric(random, 8);
}

}  // namespace

Message render_message(const Directory& directory, const SendMessage& wanted, protocol::TimePoint now,
                       protocol::Random& random) {
  Message message;
  message.id = message_id(now, random);
  message.channel = wanted.kind == MessageKind::sms     ? Channel::sms
                    : wanted.kind == MessageKind::voice ? Channel::voice
                                                        : Channel::email;
  message.kind = to_string(wanted.kind);
  message.to = wanted.to;
  message.code = wanted.code;
  if (!wanted.link_token.empty())
    message.link = directory.org.url + "/email/verify/" + wanted.client_id + "?token=" + wanted.link_token;
  message.person_id = wanted.person_id;
  message.client_id = wanted.client_id;
  message.sent_at = now;
  message.expires_at = wanted.expires_at;
  if (message.channel != Channel::email) message.text = "Your verification code is " + wanted.code;
  return message;
}

}  // namespace mockidp
