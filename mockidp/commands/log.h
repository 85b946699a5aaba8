#pragma once
// The program's log, on standard error: lines for people, or one JSON object a line. Secrets never reach it:
// what it tells of requests comes from the journal's entries, and of those no parameter.

#include <string>
#include <string_view>

namespace mockidp {

enum class LogFormat { text, json };

// Once, before anything is logged. Requests are left out unless they are wanted.
void set_up_log(LogFormat format);

// One answered request, from its journal entry (see docs/control-api.md). Any thread.
void log_request(LogFormat format, std::string_view org, const std::string& journal_entry);
// What log_request writes after the time: "GET /oauth2/v1/keys 200 keys" or the members of an object.
std::string request_line(LogFormat format, std::string_view org, const std::string& journal_entry);

}  // namespace mockidp
