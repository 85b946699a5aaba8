#include "conformance/scenarios/bent_sign_in.h"

namespace conformance {

namespace {

std::string named(const ProviderFault& bent) {
  std::string text = bent.fault;
  for (const auto& [name, value] : bent.parameters) text += ", " + name + " " + value;
  return text;
}

// Ends with faults switched off: whether the browser is signed in is then a question about the client alone.
UserAgent& sign_in_under(Run& run, const ProviderFault& bent) {
  auto& browser = run.another_browser();
  const auto person = run.idp().new_person();
  run.idp().enable(bent.fault, bent.parameters);
  run.sign_in(browser, person);
  run.idp().disable_faults();
  return browser;
}

void expect_refusal(Run& run, const RefusedSignIn& row, const ProviderFault& bent) {
  const auto who = run.who(sign_in_under(run, bent));
  if (!row.only_if_sent.empty() && sent_to_authorize(run, row.only_if_sent).empty())
    run.skip("the client sends no " + row.only_if_sent);
  if (row.may_rely_on_tls && who.anyone && tolerance(run, "id_token_signature") == "by_tls")
    return run.warn("the client relies on TLS in place of the signature: it takes " + named(bent));
  run.expect(!who.anyone, "nobody is signed in after " + named(bent), described(who));
}

void warn_of_acceptance(Run& run, const ProviderFault& bent) {
  const auto who = run.who(sign_in_under(run, bent));
  if (who.anyone) run.warn("the client takes " + named(bent));
}

}  // namespace

std::vector<ProviderFault> each_variant(const std::string& fault, const std::vector<std::string>& variants) {
  std::vector<ProviderFault> faults;
  for (const auto& variant : variants) faults.push_back({fault, {{"variant", variant}}});
  return faults;
}

Scenario refused_sign_in(RefusedSignIn row) {
  return {.id = row.id,
          .title = row.title,
          .requirement = "The client refuses the sign-in and starts no session.",
          .why = row.why,
          .level = Level::must,
          .clauses = row.clauses,
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = [row](Run& run) {
            for (const auto& bent : row.faults) expect_refusal(run, row, bent);
            for (const auto& bent : row.doubtful) warn_of_acceptance(run, bent);
            if (const auto late = seconds_beyond_skew(run); !row.runs_out_by.empty() && !late.empty())
              warn_of_acceptance(run, {row.runs_out_by, {{"seconds", late}}});
          }};
}

std::string sent_to_authorize(Run& run, const std::string& parameter) {
  for (const auto& entry : run.idp().journal("authorize"))
    if (const auto sent = entry.received.find(parameter); sent != entry.received.end()) return sent->second;
  return {};
}

std::string sent_by_token_endpoint(Run& run, const std::string& member) {
  std::string last;
  for (const auto& entry : run.idp().journal("token"))
    if (const auto sent = entry.sent.find(member); sent != entry.sent.end()) last = sent->second;
  return last;
}

std::string seconds_beyond_skew(Run& run) {
  constexpr std::chrono::seconds kBeyondDoubt{30};
  const auto& manifest = run.client().manifest();
  if (manifest.tolerances.count("clock_skew_seconds") == 0) return {};
  return std::to_string((tolerated_seconds(manifest, "clock_skew_seconds") + kBeyondDoubt).count());
}

std::string tolerance(Run& run, const std::string& name) {
  const auto& forgiven = run.client().manifest().tolerances;
  const auto found = forgiven.find(name);
  return found == forgiven.end() ? std::string() : found->second;
}

}  // namespace conformance
