#include "conformance/subject/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <thread>

extern char** environ;

namespace conformance {

namespace {

constexpr std::chrono::milliseconds kPollEvery{5};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (auto& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

std::vector<std::string> merged_environment(const std::map<std::string, std::string>& more) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry; ++entry) {
    const std::string text(*entry);
    if (!more.contains(text.substr(0, text.find('=')))) all.push_back(text);
  }
  for (const auto& [name, value] : more) all.push_back(name + "=" + value);
  return all;
}

}  // namespace

bool eventually(const std::function<bool()>& done, std::chrono::milliseconds within) {
  const auto deadline = std::chrono::steady_clock::now() + within;
  while (!done()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(kPollEvery);
  }
  return true;
}

ChildProcess::ChildProcess(const Options& options) {
  auto command = options.command;
  auto environment = merged_environment(options.environment);
  auto arguments = pointers(command);
  auto variables = pointers(environment);
  const std::string output = options.output_file.empty() ? "/dev/null" : options.output_file;

  int failure[2];
  if (pipe2(failure, O_CLOEXEC) != 0) throw std::runtime_error("no pipe for a child process");
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("no process for " + options.command.front());
  if (pid_ == 0) {
    setpgid(0, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    const int in = open("/dev/null", O_RDONLY);
    const int out = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(in, 0);
    dup2(out, 1);
    dup2(out, 2);
    if (options.folder.empty() || chdir(options.folder.c_str()) == 0)
      execvpe(arguments[0], arguments.data(), variables.data());
    const int error = errno;
    (void)!write(failure[1], &error, sizeof error);
    _exit(127);
  }
  close(failure[1]);
  int error = 0;
  const auto got = read(failure[0], &error, sizeof error);
  close(failure[0]);
  if (got == static_cast<ssize_t>(sizeof error)) {
    reap(true);
    throw std::runtime_error("cannot start " + options.command.front() + ": " + std::strerror(error));
  }
}

ChildProcess::~ChildProcess() {
  if (pid_ > 0) stop();
}

bool ChildProcess::reap(bool wait) {
  if (ended_) return true;
  int status = 0;
  if (waitpid(pid_, &status, wait ? 0 : WNOHANG) != pid_) return false;
  ended_ = true;
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return true;
}

bool ChildProcess::running() { return !reap(false); }

int ChildProcess::stop(std::chrono::milliseconds grace) {
  if (!ended_) {
    kill(pid_, SIGTERM);
    if (!eventually([this] { return reap(false); }, grace)) {
      kill(-pid_, SIGKILL);
      reap(true);
    }
  }
  kill(-pid_, SIGKILL);  // what it may have left behind: a browser outlives its driver
  return status_;
}

}  // namespace conformance
