// SIG, KEY: who signed a token.
#include <map>
#include <memory>
#include <mutex>

#include "client/breakable/defect.h"
#include "client/breakable/signature_checks.h"

namespace breakable::defects {

namespace {

BreakWebApp believing(rp::SignatureCheck (*check)()) {
  return [check](WebAppParts& parts) { parts.safeguards.sign_in.signature = check(); };
}

// The first key set that arrived, for the life of the program.
void keep_first_keys(WebAppParts& parts) {
  struct Kept {
    std::mutex mutex;
    std::map<std::string, rp::HttpAnswer> by_url;
  };
  parts.around_provider.push_back(
      [kept = std::make_shared<Kept>()](const rp::HttpCall& call, rp::Transport& provider) -> Answered {
        if (!call.url.ends_with("/keys")) return provider.send(call);
        const std::lock_guard lock(kept->mutex);
        if (const auto before = kept->by_url.find(call.url); before != kept->by_url.end())
          return before->second;
        auto answer = provider.send(call);
        if (answer && answer->status == 200) kept->by_url.emplace(call.url, *answer);
        return answer;
      });
}

}  // namespace

std::vector<Defect> signature() {
  return {
      {"signature_unchecked",
       "the signature of the ID token is not looked at",
       {"SIG-01", "SIG-02", "SIG-03", "SIG-06", "SIG-09", "OKTA-14"},
       {},
       believing(&believing_everything)},
      {"unsigned_token_believed",
       "an ID token may say that it needs no signature",
       {"SIG-03"},
       {},
       believing(&believing_unsigned_tokens)},
      {"algorithm_of_token_believed",
       "the token chooses the algorithm, so that the public key serves as a secret",
       {"SIG-06"},
       {},
       [](WebAppParts& parts) {
         parts.safeguards.sign_in.signature = believing_hmac_with_public_key(parts);
       }},
      {"embedded_key_believed",
       "the token may bring its own key along",
       {"SIG-09"},
       {},
       believing(&believing_embedded_keys)},
      {"keys_kept_for_ever",
       "the key set is fetched once in the life of the client",
       {"KEY-01", "OKTA-14", "OKTA-14-refresh"},
       {},
       keep_first_keys},
      {"unknown_key_believed",
       "a token whose key is not in the key set counts as signed",
       {"OKTA-14", "SIG-09"},
       {"OKTA-09"},
       believing(&believing_unknown_keys)},
      {"keys_fetched_for_every_stranger",
       "every token with an unknown kid has the key set fetched again",
       {"OKTA-14"},
       {},
       [](WebAppParts& parts) { parts.safeguards.sign_in.key_renewal = rp::KeyRenewal::for_every_stranger; }},
  };
}

}  // namespace breakable::defects
