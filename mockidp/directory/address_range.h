#pragma once
#include <string_view>

namespace mockidp {

// Ranges of addresses as network zones have them: "10.0.0.7", "10.0.0.0/8", "10.0.0.1-10.0.0.9"; IPv6 too. An
// IPv4 address inside of IPv6 counts as one of IPv4.
bool is_address_range(std::string_view range);
bool is_in_address_range(std::string_view address, std::string_view range);

}  // namespace mockidp
