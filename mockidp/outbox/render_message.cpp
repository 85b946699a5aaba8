#include "mockidp/outbox/render_message.h"

#include "mockidp/outbox/mail_page.h"
#include "mockidp/outbox/mail_text.h"
#include "mockidp/outbox/message_template.h"

namespace mockidp {
namespace {

using Words = std::vector<std::pair<std::string_view, std::string>>;

// What is put in is never looked through again: a name "{token}" stays a name.
std::string filled(std::string_view text, const Words& words) {
  std::string out;
  while (!text.empty()) {
    const Words::value_type* here = nullptr;
    for (const auto& word : words)
      if (text.starts_with(word.first)) here = &word;
    out += here != nullptr ? here->second : std::string(text.substr(0, 1));
    text.remove_prefix(here != nullptr ? here->first.size() : 1);
  }
  return out;
}

Channel channel_of(MessageKind kind) {
  if (kind == MessageKind::sms) return Channel::sms;
  return kind == MessageKind::voice ? Channel::voice : Channel::email;
}

std::string link_of(const Directory& directory, const SendMessage& wanted, std::string_view path) {
  if (wanted.link_token.empty() || path.empty()) return {};
  const std::string client_id = wanted.client_id.empty() ? std::string(kOrgClientId) : wanted.client_id;
  return directory.org.url + filled(path, {{"{client_id}", client_id}, {"{token}", wanted.link_token}});
}

// The notes of a mail, each as HTML and as plain text.
struct Notes {
  std::vector<std::string> html;
  std::vector<std::string> plain;

  void add(const std::string& both) { add(both, both); }
  void add(const std::string& markup, const std::string& text) {
    html.push_back(markup);
    plain.push_back(text);
  }
};

Notes notes_of(const MessageTemplate& mail, const SendMessage& wanted, protocol::TimePoint now) {
  Notes notes;
  if (!wanted.code.empty() && mail.code == CodePhrase::instead_of_link)
    notes.add("Can't use the link? Enter a code instead: " + wanted.code);
  if (!wanted.code.empty() && mail.code == CodePhrase::to_be_entered) {
    notes.add("Or enter this code: <b>" + wanted.code + "</b>", "Or enter this code: " + wanted.code);
    notes.add(
        "On a page that asks for one, enter the verification code: <strong>" + wanted.code + "</strong>",
        "On a page that asks for one, enter the verification code: " + wanted.code);
  }
  if (wanted.expires_at > now) notes.add("This link expires in " + in_words(wanted.expires_at - now) + ".");
  return notes;
}

void write_mail(const Directory& directory, const SendMessage& wanted, protocol::TimePoint now,
                Message& message) {
  const auto& mail = template_of(wanted.kind);
  const Words words{{"{org}", one_line(directory.org.name)},
                    {"{detail}", one_line(wanted.detail)},
                    {"{to}", one_line(wanted.to)}};
  message.from = mailbox(directory.org.email_sender_name, directory.org.email_sender);
  message.subject = filled(mail.subject, words);
  message.link = link_of(directory, wanted, mail.link_path);

  MailPage page;
  page.subject = message.subject;
  page.heading = filled(mail.heading, words);
  page.greeting = wanted.first_name.empty() ? "Hello," : "Hi " + one_line(wanted.first_name) + ",";
  page.paragraph = filled(mail.paragraph, words);
  page.footer = "Sent by " + one_line(directory.org.name) + ".";
  std::string text = page.heading + "\n\n" + page.greeting + "\n\n" + page.paragraph + "\n\n";
  if (!message.link.empty()) {
    page.link_id = mail.link_id;
    page.link_text = mail.link_text;
    page.link = message.link;
    text += page.link_text + ": " + message.link + "\n\n";
  }
  auto notes = notes_of(mail, wanted, now);
  for (const auto& note : notes.plain) text += note + "\n\n";
  page.notes = std::move(notes.html);
  message.html = render(page);
  message.text = text + page.footer + "\n";
}

}  // namespace

Message render_message(const Directory& directory, const SendMessage& wanted, std::string id,
                       protocol::TimePoint now) {
  Message message;
  message.id = std::move(id);
  message.channel = channel_of(wanted.kind);
  message.kind = to_string(wanted.kind);
  message.to = one_line(wanted.to);
  message.code = wanted.code;
  message.person_id = wanted.person_id;
  message.client_id = wanted.client_id;
  message.sent_at = now;
  message.expires_at = wanted.expires_at;
  if (message.channel == Channel::email)
    write_mail(directory, wanted, now, message);
  else
    message.text = "Your verification code is " + wanted.code;
  return message;
}

}  // namespace mockidp
