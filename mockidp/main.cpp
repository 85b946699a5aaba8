#include "mockidp/commands/commands.h"
#include "mockidp/http/lean_openssl_first.h"

int main(int argc, char** argv) { return mockidp::run_command_line(argc, argv); }
