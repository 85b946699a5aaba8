#pragma once
// A provider and a client, started once and used for all scenarios.

#include <filesystem>
#include <memory>

#include "conformance/runner/beacon.h"
#include "conformance/runner/live_client.h"
#include "conformance/runner/live_run.h"
#include "conformance/runner/redirect_uri_fit.h"
#include "conformance/runner/suite.h"
#include "conformance/subject/temporary_folder.h"

namespace conformance {

struct StageOptions {
  std::string mockidp;  // the program
  std::filesystem::path bin_dir;
  unsigned seed = 0;
  const std::atomic<bool>* interrupted = nullptr;
  std::chrono::seconds scenario_timeout{120};
  // For a client that runs already and was configured by hand:
  int provider_port = 0;
  std::string client_id, client_secret;
};

class LiveStage final : public Stage {
 public:
  // Starts both and sees that they fit together. Throws CannotRun.
  LiveStage(const Manifest& manifest, const StageOptions& options);
  Attempt perform(const Scenario& scenario) override;

 private:
  std::string org_file_with_raw_journal() const;
  void start(const Manifest& manifest);
  void check_fit();
  std::unique_ptr<UserAgent> first_visitor();
  void expect_answer(const Page& page) const;
  void leave_out_unnamed_paths();
  void check_sign_in_begins();
  void check_guard();
  void check_sign_out_form();
  void check_routes();
  void check_pages();
  bool can_restart() const;
  std::chrono::seconds time_for_one() const;
  void prepare(const Scenario& scenario);
  void play(const Scenario& scenario, LiveRun& run, Attempt& attempt) const;
  void revive_client(Attempt& attempt);

  StageOptions options_;
  TemporaryFolder folder_;  // of logs and the ready file
  std::unique_ptr<Provider> provider_;
  std::unique_ptr<MockIdp> idp_;
  std::unique_ptr<LiveClient> client_;
  Beacon beacon_;
  Beacon api_;
  std::string redirect_uri_;
  RegisteredClient registered_;
  bool guard_answers_strangers_ = false;
  std::chrono::steady_clock::time_point visit_began_{};  // of who looks before all scenarios
  bool client_is_spoilt_ = false;                        // its caches hold what an earlier scenario put there
};

}  // namespace conformance
