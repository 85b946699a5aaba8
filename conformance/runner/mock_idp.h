#pragma once
// The provider of a run: one org of a mockidp process, with the client's app, helpers for tokens, and people.

#include <memory>
#include <nlohmann/json_fwd.hpp>

#include "conformance/runner/people.h"
#include "conformance/runner/provider.h"

namespace conformance {

// What the client's app is registered with.
struct Registration {
  Profile profile = Profile::web_app;
  std::string client_id, client_secret;
  std::string base_url;
  std::vector<std::string> redirect_uris;  // none: nobody signs in to it
  std::string post_logout_redirect_uri, initiate_login_uri;
  std::string audience;
};

// The org document: the built-in one's authorization servers, our people and apps.
nlohmann::json org_document(const nlohmann::json& built_in, const Registration& registration,
                            const People& people);

class MockIdp final : public Idp {
 public:
  enum class Org { own, default_one };
  // The default org serves clients that were configured by hand for the provider's port.
  MockIdp(Provider& provider, const Registration& registration, Org org, unsigned seed);

  ~MockIdp() override;

  // As at the beginning of a scenario: no fault, the clock right, the journal from here on.
  void begin_scenario();
  const People& people() const { return people_; }

  std::string issuer() const override { return issuer_; }
  std::string org_url() const override { return org_url_; }
  Needle new_person() override { return person(Assignment::assigned); }
  Needle new_unassigned_person() override { return person(Assignment::unassigned); }
  Needle member() override { return member_; }
  void enable(const std::string& fault, const std::map<std::string, std::string>& parameters) override;
  void disable_faults() override;
  void advance_clock(std::chrono::seconds by) override;
  void rotate_keys() override;
  void set_refresh_tokens(const std::string& rotation_type, std::chrono::seconds leeway) override;
  void set_status(const Needle& person, const std::string& status) override;
  void change_org(const std::function<void(nlohmann::json& document)>& edit) override;
  std::string code_by_phone(const Needle& person) override;
  std::string request_of_other_app() const override;
  std::string token(const std::map<std::string, std::string>& wanted) override;
  using Idp::journal;
  std::vector<JournalEntry> journal() override;
  bool keys_were_rotated() const { return keys_rotated_; }  // in this scenario

 private:
  Needle person(Assignment assignment);
  void put_people();
  void patch_to(nlohmann::json document);
  std::string path(const std::string& rest) const { return "/orgs/" + name_ + rest; }
  std::string code_for(const std::string& server_url, const std::string& scope,
                       const std::map<std::string, std::string>& wanted);
  std::string newest_code(const std::string& phone);

  Provider& provider_;
  const Registration registration_;
  std::string name_, org_url_, issuer_;
  People people_;
  struct Documents;
  std::unique_ptr<Documents> org_;
  Needle member_;
  Wire wire_;
  bool has_faults_ = false, clock_moved_ = false, keys_rotated_ = false, org_changed_ = false;
  long journal_start_ = 0;
};

}  // namespace conformance
