#pragma once
// Sign-ins that a client has to refuse because of one thing that the provider does wrong. Rows of one table
// differ by that alone.

#include <map>
#include <string>
#include <vector>

#include "conformance/run.h"

namespace conformance {

struct ProviderFault {
  std::string fault;  // of the provider's catalogue
  std::map<std::string, std::string> parameters{};
};
// The same fault in each of these variants.
std::vector<ProviderFault> each_variant(const std::string& fault, const std::vector<std::string>& variants);

struct RefusedSignIn {
  std::string id, title, why;
  std::vector<Clause> clauses;
  std::vector<ProviderFault> faults;      // one sign-in each
  std::vector<ProviderFault> doubtful{};  // to accept these is allowed, but weaker
  std::string only_if_sent{};             // applies where the authorization request carries this parameter
  std::string runs_out_by{};              // the fault whose "seconds" clock_skew_seconds bounds
  bool may_rely_on_tls = false;           // Core 3.1.3.7 (6): see tolerance "id_token_signature"
};
Scenario refused_sign_in(RefusedSignIn row);

// What the client sent in its authorization requests of this scenario; "" if it never sent it.
std::string sent_to_authorize(Run& run, const std::string& parameter);
// What the token endpoint sent last; "" if the provider's journal has none.
std::string sent_by_token_endpoint(Run& run, const std::string& member);
// Longer ago than the clocks of the manifest's client may differ, if it says by how much; "": it does not.
std::string seconds_beyond_skew(Run& run);
// What the manifest forgives the client, in its own words; "" if nothing.
std::string tolerance(Run& run, const std::string& name);

}  // namespace conformance
