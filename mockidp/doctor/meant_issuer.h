#pragma once
// Which of the org's issuers somebody means who has written another.

#include <optional>
#include <string>
#include <string_view>

#include "mockidp/doctor/doctor.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {

// The app's, with scheme and host as the org writes them; nullopt if it is no URL.
std::optional<protocol::Uri> issuer_uri(const Patient& patient);
bool is_admin_host(const protocol::Uri& uri);

// Of an org that is wherever it is asked, the address that the app has is as good as any other.
std::string org_url(const Patient& patient);

std::string_view without_slashes(std::string_view path);  // at its end
// What is left of the path of an endpoint, or of the metadata.
std::string_view issuer_path(const protocol::Uri& uri);

// The issuer of that path, or the custom server's that the path is most like; what is like none means the
// org.
std::string right_issuer(const Patient& patient, std::string_view path);
std::string right_issuer(const Patient& patient);  // by the path of the app's

}  // namespace mockidp
