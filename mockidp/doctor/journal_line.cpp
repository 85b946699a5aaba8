#include <nlohmann/json.hpp>

#include "mockidp/doctor/doctor.h"
#include "mockidp/protocol/json.h"

namespace mockidp {
namespace {

std::string text_of(const protocol::Json& object, std::string_view name) {
  const auto* text = protocol::json_string(object, name);
  return text != nullptr ? *text : std::string();
}

void read_decisions(const protocol::Json& entry, JournalLine& line) {
  const auto* decisions = protocol::json_member(entry, "decided");
  if (decisions == nullptr || !decisions->is_array()) return;
  for (const auto& decision : *decisions) {
    line.decided.push_back(text_of(decision, "what") + ": " + text_of(decision, "by"));
    if (text_of(decision, "what").ends_with("refused")) line.refused_by = text_of(decision, "by");
    if (auto closest = text_of(decision, "closest"); !closest.empty()) line.closest = std::move(closest);
  }
}

void read_received(const protocol::Json& entry, JournalLine& line) {
  const auto* received = protocol::json_member(entry, "received");
  if (received == nullptr || !received->is_array()) return;
  for (const auto& parameter : *received)
    line.received.emplace(text_of(parameter, "name"), text_of(parameter, "value"));
}

}  // namespace

std::optional<JournalLine> read_journal_line(std::string_view json) {
  const auto entry = protocol::parse_json(json);
  if (!entry || !entry->is_object()) return std::nullopt;
  const auto* sequence = protocol::json_member(*entry, "sequence");
  if (sequence == nullptr || !sequence->is_number_unsigned()) return std::nullopt;
  JournalLine line;
  line.sequence = sequence->get<std::uint64_t>();
  line.method = text_of(*entry, "method");
  line.path = text_of(*entry, "path");
  if (const auto* status = protocol::json_member(*entry, "status");
      status != nullptr && status->is_number_integer())
    line.status = status->get<int>();
  line.endpoint = text_of(*entry, "endpoint");
  line.server = text_of(*entry, "server");
  line.client_id = text_of(*entry, "client_id");
  line.person = text_of(*entry, "person");
  line.flow = text_of(*entry, "flow");
  if (const auto* failed = protocol::json_member(*entry, "failed");
      failed != nullptr && failed->is_object()) {
    line.failed = text_of(*failed, "internal_code");
    line.description = text_of(*failed, "description");
  }
  read_decisions(*entry, line);
  read_received(*entry, line);
  return line;
}

}  // namespace mockidp
