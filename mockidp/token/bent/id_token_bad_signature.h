#pragma once
#include "mockidp/token/token_fault.h"

namespace mockidp {

void bend_signature(TokenDraft draft);

}  // namespace mockidp
