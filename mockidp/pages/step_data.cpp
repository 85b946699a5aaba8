#include "mockidp/pages/step_data.h"

namespace mockidp {

PageData step_data(const StepPage& page) {
  PageData data(page.frame);
  data.set(page.proof)
      .script(page.frame, page.proof, page.nonce)
      .set("identifier", page.identifier)
      .set("banner", page.banner);
  const auto& ways = page.ways;
  if (ways.recover) data.flag("recover", true);
  if (ways.unlock) data.flag("unlock", true);
  if (ways.others) data.flag("others", true);
  if (ways.list) data.flag("list", true);
  if (ways.sign_up) data.flag("sign_up", true);
  if (ways.has_account) data.flag("has_account", true);
  if (ways.start_over) data.flag("start_over", true);
  return data;
}

std::vector<PageData> text_items(const std::vector<std::string>& texts) {
  std::vector<PageData> items;
  for (const auto& text : texts) {
    PageData item;
    item.set("text", text);
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace mockidp
