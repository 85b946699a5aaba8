#include "conformance/runner/live_client.h"

#include <fstream>

#include "conformance/runner/failure.h"
#include "conformance/runner/ports.h"

namespace conformance {

namespace {

void replace_each(std::string& text, const std::string& name, const std::string& value) {
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
    text.replace(at, name.size(), value);
}

std::string located(const std::string& program, const std::filesystem::path& bin_dir) {
  if (program.find('/') == std::string::npos || program.front() == '/') return program;
  const auto built = bin_dir / program;
  return std::filesystem::exists(built) ? built.string() : program;
}

std::string end_of_log(const std::string& file) {
  constexpr std::size_t kShown = 800;
  std::ifstream input(file);
  std::string text((std::istreambuf_iterator<char>(input)), {});
  if (text.empty()) return "it printed nothing";
  return text.size() <= kShown ? text : "…" + text.substr(text.size() - kShown);
}

}  // namespace

std::string base_url_of(const Manifest& manifest, int port) {
  auto url = manifest.base_url;
  replace_each(url, "{port}", std::to_string(port));
  return url;
}

std::string with_settings(std::string text, const Manifest& manifest, const ClientSettings& settings) {
  replace_each(text, "{base_url}", base_url_of(manifest, settings.port));
  replace_each(text, "{port}", std::to_string(settings.port));
  replace_each(text, "{issuer}", settings.issuer);
  replace_each(text, "{client_id}", settings.client_id);
  replace_each(text, "{client_secret}", settings.client_secret);
  replace_each(text, "{api_url}", settings.api_url);
  replace_each(text, "{member_sub}", settings.member_sub);
  replace_each(text, "{member_login}", settings.member_login);
  return text;
}

LiveClient::LiveClient(Manifest manifest, ClientSettings settings)
    : manifest_(std::move(manifest)), settings_(std::move(settings)) {}

// Whoever answers there is not the client under test.
void LiveClient::refuse_taken_port() const {
  if (settings_.port != 0 && somebody_listens_on(settings_.port))
    throw PortTaken("port " + std::to_string(settings_.port) + " is in use, so the client " + manifest_.name +
                    " cannot be started there");
}

void LiveClient::launch() {
  refuse_taken_port();
  auto settings = settings_;
  if (has_other_issuer()) settings.issuer = other_issuer_;
  ChildProcess::Options options;
  for (const auto& part : manifest_.command)
    options.command.push_back(with_settings(part, manifest_, settings));
  options.command.front() = located(options.command.front(), settings_.bin_dir);
  options.environment = {{"ISSUER", settings.issuer},
                         {"CLIENT_ID", settings_.client_id},
                         {"CLIENT_SECRET", settings_.client_secret},
                         {"PORT", std::to_string(settings_.port)},
                         {"BASE_URL", base_url_of(manifest_, settings_.port)},
                         {"AUDIENCE", manifest_.audience}};
  for (const auto& [name, value] : manifest_.environment)
    options.environment[name] = with_settings(value, manifest_, settings);
  options.folder = manifest_.folder;
  options.output_file = log_file();
  try {
    process_ = std::make_unique<ChildProcess>(options);
  } catch (const std::runtime_error& error) {
    throw CannotRun("the client " + manifest_.name + ": " + error.what());
  }
}

void LiveClient::start() {
  if (!manifest_.command.empty()) launch();
  bool ready = false;
  const auto ended = [&] { return process_ && !process_->running(); };
  eventually([&] { return interrupted() || ended() || (ready = answers()); }, manifest_.start_timeout);
  if (interrupted()) throw CannotRun("the run was interrupted");
  if (ended()) refuse_taken_port();
  if (ended())
    throw CannotRun("the client " + manifest_.name + " ended with status " +
                    std::to_string(process_->exit_status()) + " instead of starting:\n" +
                    end_of_log(log_file()));
  if (!ready)
    throw CannotRun("the client " + manifest_.name + " does not answer at " + url(manifest_.ready_path) +
                    " within " + std::to_string(manifest_.start_timeout.count()) + " ms:\n" +
                    end_of_log(log_file()));
}

bool LiveClient::answers() {
  const auto path = manifest_.ready_path.empty() ? std::string("/") : manifest_.ready_path;
  const auto answer = wire_.send({.method = "GET",
                                  .url = url(path),
                                  .headers = {{"Connection", "close"}},
                                  .body = {},
                                  .timeout = std::chrono::seconds(5),
                                  .give_up = [this] { return interrupted(); }});
  return answer.status > 0 && answer.status < 500;
}

void LiveClient::restart() { restart_with_issuer({}); }

void LiveClient::restart_with_issuer(const std::string& issuer) {
  if (!process_) throw CannotRun("a client that was not started here cannot be restarted");
  other_issuer_ = issuer;
  process_->stop();
  start();
}

bool LiveClient::alive() { return process_ ? process_->running() : answers(); }

}  // namespace conformance
