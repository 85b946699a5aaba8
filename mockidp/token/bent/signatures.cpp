#include <nlohmann/json.hpp>

#include "mockidp/token/bent/bent_claim.h"
#include "mockidp/token/bent/tables.h"

namespace mockidp {
namespace {

using protocol::Json;

// One bit, in the middle: length, encoding and everything else stay as in a good token, so that only a client
// that computes the signature can tell.
void flip_a_bit(TokenDraft& draft, const FaultOrder&) {
  if (!draft.signature || draft.signature->empty()) return;
  char& byte = (*draft.signature)[draft.signature->size() / 2];
  byte = static_cast<char>(byte ^ 1);
}

void lose_signature(TokenDraft& draft, const FaultOrder& order) {
  draft.signature.reset();
  if (order.variant == "empty_part") draft.signature = "";
}

// Libraries compare the algorithm's name in their own ways, so its spelling is part of the attack
// (CVE-2020-15084).
void declare_unsigned(TokenDraft& draft, const FaultOrder& order) {
  const bool keeps_signature = order.variant == "signature_kept";
  draft.header["alg"] = keeps_signature ? "none" : order.variant;
  if (!keeps_signature) draft.sign = [](std::string_view) { return std::string(); };
}

void demand_extension(TokenDraft& draft, const FaultOrder& order) {
  const std::string extension = order.variant == "b64" ? "b64" : "urn:somebody-else:extension";
  draft.header["crit"] = Json::array({extension});
  draft.header[extension] = false;
}

}  // namespace

std::span<const TokenFault> bent_signatures() {
  static constexpr TokenFault kTable[] = {
      {"id_token_bad_signature", Seam::token_signature, TokenKind::id_token, flip_a_bit},
      {"id_token_without_signature", Seam::token_signature, TokenKind::id_token, lose_signature},
      {"id_token_unsigned", Seam::token_header, TokenKind::id_token, declare_unsigned},
      {"id_token_critical_extension", Seam::token_header, TokenKind::id_token, demand_extension},
      {"access_token_bad_signature", Seam::token_signature, TokenKind::access_token, flip_a_bit},
      {"access_token_without_signature", Seam::token_signature, TokenKind::access_token, lose_signature},
      {"access_token_unsigned", Seam::token_header, TokenKind::access_token, declare_unsigned},
      {"access_token_critical_extension", Seam::token_header, TokenKind::access_token, demand_extension},
  };
  return kTable;
}

}  // namespace mockidp
