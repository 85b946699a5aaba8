#include "mockidp/token/token_fault.h"

#include <array>
#include <nlohmann/json.hpp>

#include "mockidp/token/bent/id_token_bad_signature.h"

namespace mockidp {

std::span<const TokenFault> token_faults() {
  static constexpr std::array kAll{
      TokenFault{"id_token_bad_signature", Seam::token_signature, TokenKind::id_token, bend_signature},
  };
  return kAll;
}

void pass_seam(Seam seam, TokenDraft draft, const ActiveFaults& faults) {
  if (faults.empty()) return;
  for (const TokenFault& fault : token_faults()) {
    if (fault.seam == seam && fault.kind == draft.kind && faults.has(fault.name)) fault.bend(draft);
  }
}

}  // namespace mockidp
