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
    if (auto closest = text_of(decision, "closest"); !closest.empty()) line.closest = std::move(closest);
  }
}

}  // namespace

std::optional<JournalLine> read_journal_line(std::string_view json) {
  const auto entry = protocol::parse_json(json);
  if (!entry || !entry->is_object()) return std::nullopt;
  const auto* sequence = protocol::json_member(*entry, "sequence");
  if (sequence == nullptr || !sequence->is_number_unsigned()) return std::nullopt;
  JournalLine line;
  line.sequence = sequence->get<std::uint64_t>();
  line.endpoint = text_of(*entry, "endpoint");
  line.client_id = text_of(*entry, "client_id");
  line.person = text_of(*entry, "person");
  line.path = text_of(*entry, "path");
  if (const auto* failed = protocol::json_member(*entry, "failed");
      failed != nullptr && failed->is_object()) {
    line.failed = text_of(*failed, "internal_code");
    line.description = text_of(*failed, "description");
  }
  read_decisions(*entry, line);
  return line;
}

}  // namespace mockidp
