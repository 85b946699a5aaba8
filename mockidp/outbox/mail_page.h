#pragma once
// The HTML of mails.

#include <string>
#include <string_view>
#include <vector>

namespace mockidp {

// The whole of a mail's style sheet: it never changes, so that a page can allow it by its digest.
std::string_view mail_style();

struct MailPage {
  std::string subject;  // plain text, as the rest unless it says otherwise
  std::string heading;
  std::string greeting;
  std::string paragraph;
  std::string link_id;  // empty: no button
  std::string link_text;
  std::string link;
  std::vector<std::string> notes;  // HTML
  std::string footer;
};
std::string render(const MailPage& mail);

}  // namespace mockidp
