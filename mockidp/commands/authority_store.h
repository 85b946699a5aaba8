#pragma once
// Where a machine keeps its development CA: two files in a folder that only its owner can read.

#include <string>

#include "mockidp/trust/certificate.h"

namespace mockidp {

// $XDG_DATA_HOME/mockidp/ca, or ~/.local/share/mockidp/ca; "" if the environment names neither.
std::string default_authority_folder();

std::string authority_certificate_file(const std::string& folder);

// The authority in the folder, made on first use. Two first uses at once agree on one. An error is one line:
// what cannot be read or written, or one file without the other.
protocol::Result<Certificate, std::string> load_or_make_authority(const std::string& folder,
                                                                  protocol::TimePoint now);

}  // namespace mockidp
