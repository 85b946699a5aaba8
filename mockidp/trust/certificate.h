#pragma once
// X.509 for https on a laptop: an authority of one's own and server certificates by it. RFC 5280; ECDSA
// P-256.

#include <string>
#include <vector>

#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

struct Certificate {
  std::string certificate_pem;
  std::string private_key_pem;  // PKCS #8, not encrypted
};

// A root for development, valid for ten years, which may sign servers and no further authority. Throws
// std::runtime_error when the machine has no memory or no randomness.
Certificate make_authority(protocol::TimePoint now);

// A server certificate for these host names and addresses ("localhost", "*.example.test", "127.0.0.1",
// "::1"), valid from an hour ago for 397 days: browsers refuse longer ones. With the authority's certificate
// behind its own. An error is one line: an authority that is unreadable or expired, a name that is none.
protocol::Result<Certificate, std::string> issue_server_certificate(const Certificate& authority,
                                                                    const std::vector<std::string>& names,
                                                                    protocol::TimePoint now);

// PKCS #12 with the certificate alone, for Java: it carries Oracle's trustedKeyUsage attribute, without which
// keytool and the JDK see no trust anchor in it. An error is one line.
protocol::Result<std::string, std::string> as_trust_store(const std::string& certificate_pem,
                                                          const std::string& password);

}  // namespace mockidp
