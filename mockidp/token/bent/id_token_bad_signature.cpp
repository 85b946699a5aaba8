#include "mockidp/token/bent/id_token_bad_signature.h"

#include <nlohmann/json.hpp>

namespace mockidp {

// One bit, in the middle: length, encoding and everything else stay as in a good token, so that only a client
// that computes the signature can tell.
void bend_signature(TokenDraft draft) {
  char& byte = draft.signature[draft.signature.size() / 2];
  byte = static_cast<char>(byte ^ 1);
}

}  // namespace mockidp
