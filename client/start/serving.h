#pragma once
// A reference client as a process: it listens, tells where, and answers until SIGINT or SIGTERM.

#include <cstdint>
#include <functional>
#include <string>

#include "mockidp/http/message.h"

namespace start {

inline constexpr int kFailed = 1, kWrongUse = 2, kCannotListen = 3;  // exit codes

struct Serving {
  std::string program;  // before every line that it prints
  std::string host;
  std::uint16_t port = 0;  // 0: a free one
  unsigned workers = 1;
  std::string base_url;    // as browsers know it; empty: http://localhost and the port
  std::string what_for;    // what is told beside the base URL; empty: nothing is told at all
  std::string ready_file;  // empty: none is written
};

// `make_app` is called once, with the base URL, before the first request. The exit code.
int serve(Serving serving, const std::function<http::Dispatcher(const std::string& base_url)>& make_app);

}  // namespace start
