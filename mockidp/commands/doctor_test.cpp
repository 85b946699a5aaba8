// What the shell is told; what is told to people is the doctor's own, see mockidp/doctor.

#include "mockidp/commands/commands.h"
#include "mockidp/commands/exit_code.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

DoctorFlags about_the_default_org() {
  DoctorFlags flags;
  flags.document = "default";
  flags.issuer = "http://localhost:7070/oauth2/default";
  flags.client_id = "0oaspaapp0mockidp001";
  flags.type = "spa";
  flags.redirect_uri = "http://localhost:9000/login/callback";
  flags.scope = "openid profile";
  return flags;
}

}  // namespace

TEST_CASE("the doctor exits 0 where all is well, and 1 where something is recognised", "[doctor]") {
  auto flags = about_the_default_org();
  CHECK(doctor(flags) == kSuccess);
  flags.json = true;
  CHECK(doctor(flags) == kSuccess);
  flags.issuer += "/";
  CHECK(doctor(flags) == kFailed);
  flags.json = false;
  CHECK(doctor(flags) == kFailed);
  flags.issuer.pop_back();
  flags.org_url = "http://localhost:7171";
  CHECK(doctor(flags) == kFailed);
}

TEST_CASE("a document that is not there, or settings that are too long, are wrong use", "[doctor]") {
  auto flags = about_the_default_org();
  flags.document = "/no/such/file.json";
  CHECK(doctor(flags) == kWrongUse);
  flags = about_the_default_org();
  flags.issuer = std::string(513, 'x');
  CHECK(doctor(flags) == kWrongUse);
}

TEST_CASE("doctor and token say so where no provider answers", "[doctor]") {
  DoctorFlags flags;
  flags.provider.workbench_url = "http://localhost:1";
  CHECK(doctor(flags) == kNotReachable);
  TokenFlags token;
  token.provider = flags.provider;
  token.client_id = "0oaspaapp0mockidp001";
  CHECK(mint_token(token) == kNotReachable);
}
