#pragma once
// From flags to what the front serves https with.

#include <memory>
#include <string>

#include "mockidp/commands/commands.h"
#include "mockidp/http/tls.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

// The folder of the development CA: the flag's, or the machine's own.
std::string authority_folder(const std::string& flag);
// Makes the development CA on first use, unless one's own certificate is given. An error is one line.
protocol::Result<std::shared_ptr<const http::TlsContext>, std::string> set_up_tls(const TlsFlags& flags,
                                                                                  protocol::TimePoint now);

}  // namespace mockidp
