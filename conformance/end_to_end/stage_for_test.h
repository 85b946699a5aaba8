#pragma once
// For tests: a provider and the reference web app on free ports, each a process of its own, the app
// registered by the command that a person would type.

#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "conformance/subject/child_process.h"
#include "mockidp/testing/catch.h"

namespace conformance {

inline constexpr const char* kStageClientId = "end-to-end-web-app";
inline constexpr const char* kStageClientSecret = "end-to-end-secret-for-tests";

class Stage {
 public:
  // `flags`: further ones for the provider.
  explicit Stage(const std::vector<std::string>& flags = {}) {
    std::string pattern = (std::filesystem::temp_directory_path() / "stage-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    std::vector<std::string> serve{MOCKIDP_PROGRAM,    "serve", "--port",       "0",
                                   "--workbench-port", "0",     "--ready-file", file("idp")};
    serve.insert(serve.end(), flags.begin(), flags.end());
    provider_ = start(serve, "provider.log");
    idp_ = ready("idp");
    app_ = start({WEBAPP_PROGRAM, "--issuer", idp_["issuers"]["default"], "--client-id", kStageClientId,
                  "--client-secret", kStageClientSecret, "--port", "0", "--ready-file", file("app")},
                 "app.log");
    base_url = ready("app")["base_url"];
    ChildProcess create(
        {.command = {MOCKIDP_PROGRAM, "apps", "create", "web", "--client-id", kStageClientId,
                     "--client-secret", kStageClientSecret, "--redirect-uri",
                     base_url + "/authorization-code/callback", "--post-logout-redirect-uri",
                     base_url + "/signout/callback", "--workbench-url", idp_["workbench_url"]},
         .environment = {},
         .output_file = file("create")});
    REQUIRE(eventually([&] { return !create.running(); }));
    REQUIRE(create.exit_status() == 0);
  }
  ~Stage() {
    app_.reset();
    provider_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::string issuer() const { return idp_["issuers"]["default"]; }
  std::string workbench_url() const { return idp_["workbench_url"]; }
  std::string org_url() const { return idp_["org_url"]; }
  // What the provider has written to its output so far.
  std::string provider_log() const {
    std::ifstream input(folder_ / "provider.log");
    std::ostringstream text;
    text << input.rdbuf();
    return text.str();
  }
  std::string base_url;

 private:
  std::string file(const std::string& name) const { return (folder_ / (name + ".json")).string(); }
  std::unique_ptr<ChildProcess> start(std::vector<std::string> command, const char* log) const {
    return std::make_unique<ChildProcess>(ChildProcess::Options{
        .command = std::move(command), .environment = {}, .output_file = (folder_ / log).string()});
  }
  static nlohmann::json read_json(const std::filesystem::path& file) {
    std::ifstream input(file);
    return nlohmann::json::parse(input, nullptr, false);
  }
  nlohmann::json ready(const std::string& name) const {
    REQUIRE(eventually([&] { return std::filesystem::exists(file(name)); }));
    return read_json(file(name));
  }

  std::filesystem::path folder_;
  std::unique_ptr<ChildProcess> provider_, app_;
  nlohmann::json idp_;
};

}  // namespace conformance
