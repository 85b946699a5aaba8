#include "mockidp/outbox/mail_page.h"

#include "mockidp/outbox/mail_text.h"

namespace mockidp {
namespace {

std::string paragraph_of(const std::string& html) { return "<p>" + html + "</p>\n"; }

}  // namespace

std::string_view mail_style() {
  return "body{margin:0;padding:24px;background:#f4f5f8;color:#1d1d21;font:16px/1.5 system-ui,sans-serif}"
         "main{max-width:34em;margin:0 auto;padding:24px 32px;background:#fff;border:1px solid #d7d7dc;"
         "border-radius:8px}"
         "h1{margin:0 0 16px;font-size:20px;line-height:1.3}"
         ".button{display:inline-block;padding:10px 20px;border-radius:6px;background:#3b4fa3;color:#fff;"
         "text-decoration:none}"
         ".footer{margin-bottom:0;color:#5b6277;font-size:14px}";
}

// The id stands before the href, and the address has one parameter only: tests of apps read it as it stands.
std::string render(const MailPage& mail) {
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      html_escaped(mail.subject) + "</title>\n<style>" + std::string(mail_style()) +
      "</style>\n</head>\n<body>\n<main>\n<h1>" + html_escaped(mail.heading) + "</h1>\n";
  html += paragraph_of(html_escaped(mail.greeting));
  html += paragraph_of(html_escaped(mail.paragraph));
  if (!mail.link_id.empty())
    html += paragraph_of("<a id=\"" + mail.link_id + "\" href=\"" + html_escaped(mail.link) +
                         "\" class=\"button\"><span>" + html_escaped(mail.link_text) + "</span></a>");
  for (const auto& note : mail.notes) html += paragraph_of(note);
  return html + "<p class=\"footer\">" + html_escaped(mail.footer) + "</p>\n</main>\n</body>\n</html>\n";
}

}  // namespace mockidp
