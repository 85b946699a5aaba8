#pragma once
// The client under test: a process that is started with its settings in the environment, or one that runs
// already.

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>

#include "conformance/browser/wire.h"
#include "conformance/run.h"
#include "conformance/subject/child_process.h"

namespace conformance {

struct ClientSettings {
  std::string issuer, client_id, client_secret;
  std::string api_url;                   // of the runner's API
  std::string member_sub, member_login;  // of the person who may open the restricted page
  int port = 0;
  std::filesystem::path
      bin_dir;  // programs with a slash are looked for here, then from where the runner was started
  std::filesystem::path folder;                    // for the log
  const std::atomic<bool>* interrupted = nullptr;  // true: nobody waits for it any longer
};

// {port} {issuer} {client_id} {client_secret} {base_url} {member_sub} {member_login} {api_url} replaced.
std::string with_settings(std::string text, const Manifest& manifest, const ClientSettings& settings);
std::string base_url_of(const Manifest& manifest, int port);

class LiveClient final : public Client {
 public:
  LiveClient(Manifest manifest, ClientSettings settings);
  void start();  // throws CannotRun
  // As if the manifest said that the client has none.
  void leave_out(std::string Manifest::*path) { (manifest_.*path).clear(); }
  std::string log_file() const { return (settings_.folder / "client.log").string(); }

  const Manifest& manifest() const override { return manifest_; }
  std::string url(const std::string& path) const override {
    return base_url_of(manifest_, settings_.port) + path;
  }
  std::string client_id() const override { return settings_.client_id; }
  std::string client_secret() const override { return settings_.client_secret; }
  void restart() override;
  void restart_with_issuer(const std::string& issuer) override;
  bool has_other_issuer() const { return !other_issuer_.empty(); }
  bool alive() override;

 private:
  void launch();
  void refuse_taken_port() const;
  bool answers();
  bool interrupted() const { return settings_.interrupted && *settings_.interrupted; }
  Manifest manifest_;
  ClientSettings settings_;
  std::string other_issuer_;  // in place of the settings', until the next restart
  std::unique_ptr<ChildProcess> process_;
  Wire wire_;
};

}  // namespace conformance
