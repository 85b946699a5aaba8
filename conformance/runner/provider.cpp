#include "conformance/runner/provider.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/runner/failure.h"

namespace conformance {

namespace {

using nlohmann::json;
constexpr std::chrono::seconds kProviderStart{20};
constexpr std::chrono::milliseconds kProviderEnd{300};

std::string tail_of(const std::string& file) {
  constexpr std::size_t kShown = 800;
  std::ifstream input(file);
  std::string text((std::istreambuf_iterator<char>(input)), {});
  return text.size() <= kShown ? text : "…" + text.substr(text.size() - kShown);
}

std::string refusal_text(const WireResponse& answer) {
  const auto body = json::parse(answer.body, nullptr, false);
  const auto pointer = json::json_pointer("/error/message");
  std::string text = body.is_object() && body.contains(pointer) ? body[pointer].dump() : answer.problem;
  const auto problems = json::json_pointer("/error/problems");
  if (body.is_object() && body.contains(problems)) text += " " + body[problems].dump();
  return std::to_string(answer.status) + " " + text;
}

}  // namespace

Provider::Provider(const std::string& program, const std::filesystem::path& folder, int port,
                   const std::string& org_file) {
  const auto ready_file = (folder / "provider.json").string();
  log_file_ = (folder / "provider.log").string();
  std::filesystem::remove(ready_file);
  std::vector<std::string> command{
      program,   "serve",        "--port",  std::to_string(port), "--workbench-port", "0",
      "--quiet", "--ready-file", ready_file};
  if (!org_file.empty()) command.insert(command.end(), {"--org", org_file});
  try {
    process_ = std::make_unique<ChildProcess>(
        ChildProcess::Options{.command = command, .environment = {}, .output_file = log_file_});
  } catch (const std::runtime_error& error) {
    throw CannotRun("the provider: " + std::string(error.what()));
  }
  json ready;
  const bool answered = eventually(
      [&] {
        std::ifstream input(ready_file);
        if (input) ready = json::parse(input, nullptr, false);
        return ready.is_object() || !process_->running();
      },
      kProviderStart);
  if (!answered || !ready.is_object()) throw CannotRun("the provider does not start:\n" + tail_of(log_file_));
  workbench_url_ = ready.value("workbench_url", "");
  token_ = ready.value("control_token", "");
}

Provider::~Provider() { process_->stop(kProviderEnd); }

json Provider::control(const std::string& method, const std::string& path, const std::string& body) {
  WireRequest request{
      .method = method, .url = workbench_url_ + "/control/v1" + path, .headers = {}, .body = body};
  if (!body.empty() || method == "POST")
    request.headers.emplace_back("Content-Type",
                                 method == "PATCH" ? "application/merge-patch+json" : "application/json");
  if (!token_.empty()) request.headers.emplace_back("Authorization", "Bearer " + token_);
  const auto answer = wire_.send(request);
  if (answer.status < 200 || answer.status > 299)
    throw CannotRun("the provider refuses " + method + " " + path + ": " + refusal_text(answer));
  return answer.body.empty() ? json() : json::parse(answer.body, nullptr, false);
}

}  // namespace conformance
