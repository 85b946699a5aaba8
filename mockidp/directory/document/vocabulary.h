#pragma once
// Shapes of what org documents speak about: grants, URIs, origins, client ids, logins, scopes.

#include "mockidp/directory/directory.h"
#include "mockidp/directory/document/values.h"
#include "mockidp/people/person.h"

namespace mockidp::document {

// The grant types that this release implements. A new grant is allowed in documents by naming it here.
inline constexpr protocol::GrantType kSupportedGrants[] = {
    protocol::GrantType::authorization_code, protocol::GrantType::implicit,
    protocol::GrantType::refresh_token, protocol::GrantType::client_credentials};

Shape<protocol::GrantType> grant_type();
// Of an access policy's rule: refreshing is no grant of its own there.
Shape<protocol::GrantType> rule_grant_type();
Shape<RefreshRotation> refresh_rotation();
Shape<protocol::TokenEndpointAuthMethod> auth_method();
Shape<ApplicationType> application_type();
Shape<PersonStatus> person_status();
Shape<bool> active_status();  // ACTIVE or INACTIVE
Shape<bool> access();         // ALLOW or DENY
Shape<bool> requirement();    // REQUIRED or OPTIONAL
Shape<FactorMode> factor_mode();
Shape<PrimaryFactor> primary_factor();
Shape<FactorPromptMode> factor_prompt_mode();
Shape<SelfEnrolment> self_enrolment();
Shape<EnrolmentMoment> enrolment_moment();
Shape<StepUp> step_up();
Shape<PlatformType> platform_type();
Shape<OperatingSystem> operating_system();
Shape<AllowedFor> allowed_for();
Shape<std::string> authenticator_key();
Shape<std::string> authenticator_method();
Shape<std::string> word_of(const std::vector<std::string>& words);

Shape<std::string> client_id();
Shape<std::string> login();
Shape<std::string> email_address();
Shape<std::string> display_name();  // in one line
Shape<std::string> scope_name();
Shape<std::string> audience();
Shape<std::string> server_id();

// Absolute, without fragment; which schemes an app may use, and whether a wildcard, is for it to say.
Shape<std::string> redirect_uri();
Shape<std::string> exact_redirect_uri();  // the same, and never a wildcard
Shape<std::string> web_uri();             // absolute, http or https
Shape<std::string>
typed_origin();  // scheme://host[:port] of http or https, as browsers write it; a final slash is left out
Shape<GroupFilterType> group_filter_type();
Shape<std::string> phone_number();   // E.164
Shape<std::string> address_range();  // of a network zone
Shape<std::string> profile_attribute();
Shape<TextByName> profile();  // Okta's base attributes and custom ones

}  // namespace mockidp::document
