#pragma once
// Signature checks that believe too much. They are the correct check, which is asked first; only what it
// refuses is looked at with the weak one's eyes.

#include <memory>

#include "client/breakable/parts.h"
#include "client/rp/rules.h"

namespace breakable {

rp::SignatureCheck believing_everything();
// Algorithm none in any spelling, and an empty signature.
rp::SignatureCheck believing_unsigned_tokens();
// A key that the token itself brings along, `jwk` in its header.
rp::SignatureCheck believing_embedded_keys();
// A key that is not in the key set: who cannot be looked up is not looked at.
rp::SignatureCheck believing_unknown_keys();
// Whatever algorithm the token names, with the provider's public key as its secret. The provider's key set,
// which the check needs in its published form, is read on its way to the client.
rp::SignatureCheck believing_hmac_with_public_key(Parts& parts);

}  // namespace breakable
