#include "mockidp/token/token_fault.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/token/bent/tables.h"

namespace mockidp {
namespace {

const TokenFault* find_token_fault(std::string_view name) {
  for (const TokenFault& fault : token_faults())
    if (fault.name == name) return &fault;
  return nullptr;
}

void pass_seam(Seam seam, TokenDraft& draft, const ActiveFaults& faults) {
  for (const FaultOrder& order : faults.orders()) {
    const TokenFault* fault = find_token_fault(order.name);
    if (fault != nullptr && fault->seam == seam && fault->kind == draft.kind) fault->bend(draft, order);
  }
}

}  // namespace

const std::vector<TokenFault>& token_faults() {
  static const std::vector<TokenFault> all = [] {
    std::vector<TokenFault> rows;
    for (const auto& table :
         {bent_issuers_and_audiences(), bent_times(), bent_assurance(), bent_subjects_and_nonces(),
          bent_scopes(), bent_signatures(), hmac_instead(), foreign_keys_instead(), tokens_of_others()})
      rows.insert(rows.end(), table.begin(), table.end());
    return rows;
  }();
  return all;
}

std::string mint_bent(const Key& key, TokenKind kind, protocol::Json claims, const ActiveFaults& faults,
                      const BendFacts& facts) {
  protocol::Json header{{"kid", key->kid()}, {"alg", "RS256"}};
  TokenDraft draft{.kind = kind,
                   .facts = facts,
                   .key = key,
                   .header = header,
                   .claims = claims,
                   .sign = [key](std::string_view input) { return key->sign_rs256(input); },
                   .signature = std::nullopt};
  pass_seam(Seam::token_claims, draft, faults);
  pass_seam(Seam::token_header, draft, faults);
  std::string token = protocol::signing_input(protocol::to_text(header), protocol::to_text(claims));
  draft.signature = draft.sign(token);
  pass_seam(Seam::token_signature, draft, faults);
  if (!draft.signature) return token;
  return token + '.' + protocol::base64url_encode(*draft.signature);
}

}  // namespace mockidp
