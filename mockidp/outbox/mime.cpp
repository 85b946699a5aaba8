#include "mockidp/outbox/mime.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "mockidp/outbox/mail_text.h"
#include "mockidp/protocol/bytes.h"

namespace mockidp {
namespace {

constexpr std::size_t kLine = 76;
constexpr std::size_t kMostAddress = 254;  // RFC 5321, 4.5.3.1.3
// What an encoded-word holds before Base64: a line with one has at most 76 characters (RFC 2047, 2).
constexpr std::size_t kWordBytes = 39;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

// Cut between characters, never within one.
std::size_t whole_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return end;
}

// A header's words, encoded where they are not ASCII.
std::string encoded_words(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  std::string words;
  while (!text.empty()) {
    const auto size = whole_characters(text, kWordBytes);
    words += (words.empty() ? "=?utf-8?B?" : "\r\n =?utf-8?B?") +
             protocol::base64_encode(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return words;
}

std::string base64_lines(std::string_view text) {
  const auto encoded = protocol::base64_encode(text);
  std::string lines;
  for (std::size_t at = 0; at < encoded.size(); at += kLine) lines += encoded.substr(at, kLine) + "\r\n";
  return lines;
}

// Sat, 28 Nov 2026 16:03:27 +0000, whatever the locale.
std::string rfc5322_date(protocol::TimePoint time) {
  constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                days.at(std::chrono::weekday(day).c_encoding()), static_cast<unsigned>(date.day()),
                months.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

std::string from_header(std::string_view mailbox) {
  if (is_ascii(mailbox)) return std::string(mailbox);
  const auto address = address_of(mailbox);
  auto name = mailbox.substr(0, mailbox.size() - address.size() - 2);
  while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
  if (name.size() > 1 && name.front() == '"') name = name.substr(1, name.size() - 2);
  return encoded_words(name) + " <" + std::string(address) + '>';
}

std::string part(std::string_view type, std::string_view text) {
  return "Content-Type: " + std::string(type) +
         "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64_lines(text);
}

}  // namespace

std::string_view address_of(std::string_view mailbox) {
  const auto open = mailbox.rfind('<');
  if (open == std::string_view::npos || mailbox.back() != '>') return mailbox;
  return mailbox.substr(open + 1, mailbox.size() - open - 2);
}

bool is_smtp_address(std::string_view address) {
  const auto at = address.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < address.size() &&
         address.size() <= kMostAddress && is_ascii(address) &&
         address.find_first_of(" <>()\",:;\\[]") == std::string_view::npos;
}

std::string mime_text(const Message& mail) {
  const auto boundary = "=_" + mail.id;
  const auto delimiter = "--" + boundary;
  return "Date: " + rfc5322_date(mail.sent_at) + "\r\nFrom: " + from_header(one_line(mail.from)) +
         "\r\nTo: " + one_line(mail.to) + "\r\nSubject: " + encoded_words(one_line(mail.subject)) +
         "\r\nMessage-ID: <" + mail.id + "@mockidp.invalid>\r\nMIME-Version: 1.0\r\n" +
         "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n" + delimiter + "\r\n" +
         part("text/plain", mail.text) + delimiter + "\r\n" + part("text/html", mail.html) + delimiter +
         "--\r\n";
}

}  // namespace mockidp
