#pragma once
// Commands that describe their own flags.

#include "mockidp/commands/commands.h"

namespace CLI {
class App;
}

namespace mockidp {

CLI::App& add_doctor_command(CLI::App& program, DoctorFlags& flags);
CLI::App& add_token_command(CLI::App& program, TokenFlags& flags);
// Of every command that asks a running provider.
void add_provider_flags(CLI::App& command, ProviderFlags& provider, std::string& org);

}  // namespace mockidp
