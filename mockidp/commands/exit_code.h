#pragma once
namespace mockidp {

// What the shell is told; documented in docs/commands.md.
enum ExitCode : int {
  kSuccess = 0,
  kFailed = 1,        // something went wrong at run time
  kWrongUse = 2,      // a bad flag, a missing file, a document with mistakes
  kCannotListen = 3,  // the port is in use, or may not be bound
  kNotReachable = 4,  // no provider answers where one was expected
};

}  // namespace mockidp
