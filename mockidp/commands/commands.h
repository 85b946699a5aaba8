#pragma once
// The commands of the program, one file each, as plain functions of their options.

#include <cstdint>
#include <string>
#include <vector>

#include "mockidp/commands/log.h"
#include "mockidp/directory/app_registration.h"
#include "mockidp/http/front.h"

namespace mockidp {

struct TlsFlags {
  bool on = false;
  std::uint16_t port = 7443;
  std::vector<std::string> names;  // further names and addresses of this machine
  std::string certificate_file;    // one's own, in place of the development CA's
  std::string private_key_file;
  std::string authority_folder;  // empty: default_authority_folder()
  bool ask_for_client_certificate = false;
};

struct ServeFlags {
  std::string host = "localhost";
  std::uint16_t port = 7070;
  std::uint16_t workbench_port = 7071;
  std::string public_url;
  bool issuer_follows_host = false;
  std::vector<std::string> listen;  // further addresses: "0.0.0.0:8070", "[::]:8070"
  std::string org_file;             // or the name of a built-in org; empty: the default one
  bool watch = false;
  std::string ready_file;
  std::uint64_t seed = 0;
  std::vector<AppRegistration> apps;
  std::string pages_dir;
  bool quiet = false;
  TlsFlags tls;
  http::FrontLimits limits;
  std::string smtp;  // HOST:PORT of a mail catcher; empty: mails stay in the outbox
  bool log_requests = false;
  LogFormat log_format = LogFormat::text;
};
int serve(const ServeFlags& flags);

struct OrgsFlags {
  std::string name;  // empty: all of them
};
int orgs(const OrgsFlags& flags);

struct CheckFlags {
  std::string file;
  bool print_schema = false;
};
int check(const CheckFlags& flags);

// Where a running provider is.
struct ProviderFlags {
  std::string workbench_url = "http://localhost:7071";
  std::string token;  // of the control API, where it asks for one
};

struct CreateAppFlags {
  ProviderFlags provider;
  std::string org = "default";
  AppRegistration app;
  bool json = false;
};
int create_app(const CreateAppFlags& flags);

struct TokenFlags {
  ProviderFlags provider;
  std::string org = "default";
  std::string kind = "access_token";  // which one to print: or id_token, refresh_token
  std::string client_id;
  std::string server = "default";  // "org": the org's own
  std::string login;               // empty: the client's own token
  std::string scope;               // blank-separated; empty: as the control API has it
  std::string nonce, acr;
  std::int64_t lifetime_seconds = 0;  // 0: as the control API has it
  std::vector<std::string> claims;    // NAME=VALUE, of the token that is printed; VALUE is JSON, or text
  std::string fault, variant, fault_person, fault_url;
  std::int64_t fault_seconds = 0;  // 0: as the fault has it
  bool json = false;               // all of the answer
};
int mint_token(const TokenFlags& flags);

// An app's settings as the app has them; what is empty is not known.
struct DoctorFlags {
  ProviderFlags provider;
  std::string org = "default";
  std::string issuer, client_id, client_secret, type, redirect_uri, post_logout_redirect_uri, origin, login;
  std::string scope, response_type, audience;
  std::string document;  // examine this one in place of a running org
  std::string org_url = "http://localhost:7070";
  bool json = false;
};
int doctor(const DoctorFlags& flags);

struct HealthcheckFlags {
  std::string url = "http://localhost:7070";
  std::string authority_folder;  // whose certificate is trusted besides the system's
};
int healthcheck(const HealthcheckFlags& flags);

struct TrustFlags {
  std::string authority_folder;
  std::string out = ".";
  std::string password = "changeit";  // what the JDK's own store has
};
int trust(const TrustFlags& flags);

// argv -> one of the above.
int run_command_line(int argc, const char* const* argv);

}  // namespace mockidp
