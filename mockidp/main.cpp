#include "mockidp/commands/commands.h"
#include "mockidp/http/lean_openssl.h"

namespace {

void before_initialisers(int, char**, char**) { http::start_openssl_lean(); }
#ifdef __ELF__
[[gnu::section(".preinit_array"), gnu::used]] void (*const kFirst)(int, char**, char**) = before_initialisers;
#endif

}  // namespace

int main(int argc, char** argv) { return mockidp::run_command_line(argc, argv); }
