#include "mockidp/commands/tls_setup.h"

#include "mockidp/commands/authority_store.h"
#include "mockidp/commands/files.h"

namespace mockidp {
namespace {

protocol::Result<Certificate, std::string> read_own_certificate(const TlsFlags& flags) {
  auto certificate = read_file(flags.certificate_file);
  if (!certificate) return protocol::fail(certificate.error());
  auto key = read_file(flags.private_key_file);
  if (!key) return protocol::fail(key.error());
  return Certificate{std::move(*certificate), std::move(*key)};
}

protocol::Result<Certificate, std::string> issue_for_this_machine(const TlsFlags& flags,
                                                                  protocol::TimePoint now) {
  const std::string folder = authority_folder(flags.authority_folder);
  const auto authority = load_or_make_authority(folder, now);
  if (!authority) return protocol::fail(authority.error());
  std::vector<std::string> names{"localhost", "127.0.0.1", "::1"};
  names.insert(names.end(), flags.names.begin(), flags.names.end());
  auto issued = issue_server_certificate(*authority, names, now);
  if (!issued) return protocol::fail(folder + ": " + issued.error());
  return issued;
}

}  // namespace

std::string authority_folder(const std::string& flag) {
  return flag.empty() ? default_authority_folder() : flag;
}

protocol::Result<std::shared_ptr<const http::TlsContext>, std::string> set_up_tls(const TlsFlags& flags,
                                                                                  protocol::TimePoint now) {
  const bool own = !flags.certificate_file.empty();
  auto certificate = own ? read_own_certificate(flags) : issue_for_this_machine(flags, now);
  if (!certificate) return protocol::fail(certificate.error());
  auto context = http::TlsContext::make({.certificate_chain_pem = certificate->certificate_pem,
                                         .private_key_pem = certificate->private_key_pem,
                                         .ask_for_client_certificate = flags.ask_for_client_certificate});
  if (!context)
    return protocol::fail((own ? flags.certificate_file : authority_folder(flags.authority_folder)) + ": " +
                          context.error());
  return context;
}

}  // namespace mockidp
