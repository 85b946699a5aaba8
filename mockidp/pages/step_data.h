#pragma once
// What the template of every step sees.

#include "mockidp/pages/page_template.h"
#include "mockidp/pages/sign_in_pages.h"

namespace mockidp {

PageData step_data(const StepPage& page);

// The fields of a new password list what it must be like.
std::vector<PageData> text_items(const std::vector<std::string>& texts);

}  // namespace mockidp
