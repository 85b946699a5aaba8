#pragma once
// A mockidp process, and its control API.

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "conformance/browser/wire.h"
#include "conformance/subject/child_process.h"

namespace conformance {

class Provider {
 public:
  // Starts `program` with its ready file and log in `folder`; port 0: a free one. Its default org is the
  // built-in one, unless `org_file` has another. Throws CannotRun.
  Provider(const std::string& program, const std::filesystem::path& folder, int port,
           const std::string& org_file = {});
  ~Provider();  // does not wait for answers that it holds back
  std::string log_file() const { return log_file_; }
  bool running() { return process_->running(); }
  const std::string& workbench_url() const { return workbench_url_; }

  // Below /control/v1. Throws CannotRun on anything but success, with what the provider said.
  nlohmann::json control(const std::string& method, const std::string& path, const std::string& body = {});

 private:
  std::string log_file_;
  std::unique_ptr<ChildProcess> process_;
  std::string workbench_url_, token_;
  Wire wire_;
};

}  // namespace conformance
