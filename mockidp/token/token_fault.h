#pragma once
// How a token is bent where a fault of the catalogue says so. A new one is a file in bent/, and its line in
// token_fault.cpp.

#include <span>
#include <string>
#include <string_view>

#include "mockidp/faults/faults.h"
#include "mockidp/protocol/json.h"
#include "mockidp/token/mint.h"

namespace mockidp {

// A token on its way, at a seam. Borrows what it shows.
struct TokenDraft {
  TokenKind kind;
  protocol::Json& claims;
  std::string& signature;  // raw bytes; empty before signing
};

struct TokenFault {
  std::string_view name;  // as in the catalogue
  Seam seam = Seam::token_claims;
  TokenKind kind = TokenKind::id_token;  // others are left alone
  void (*bend)(TokenDraft) = nullptr;
};

std::span<const TokenFault> token_faults();

// Lets those act that are active, in the order of the table.
void pass_seam(Seam seam, TokenDraft draft, const ActiveFaults& faults);

}  // namespace mockidp
