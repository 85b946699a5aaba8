#include "mockidp/commands/commands.h"

int main(int argc, char** argv) { return mockidp::run_command_line(argc, argv); }
