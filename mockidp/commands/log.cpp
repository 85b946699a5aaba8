#include "mockidp/commands/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <nlohmann/json.hpp>

#include "mockidp/protocol/json.h"

namespace mockidp {
namespace {

using protocol::Json;

constexpr const char* kRequests = "request";
// What of a journal entry is worth a line. None of it is a parameter, so none of it is secret.
constexpr std::array<const char*, 8> kMembers = {"request_id", "method",    "path",   "status",
                                                 "endpoint",   "client_id", "person", "flow"};

// Time and level around a message, which for requests is the inside of an object already.
class JsonLines final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    const std::string_view payload(message.payload.data(), message.payload.size());
    const bool is_request =
        std::string_view(message.logger_name.data(), message.logger_name.size()) == kRequests;
    const auto level = spdlog::level::to_string_view(message.level);
    const auto since = message.time.time_since_epoch();
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(since).count() % 1000;
    const std::time_t seconds = std::chrono::system_clock::to_time_t(message.time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 40> time{};
    std::strftime(time.data(), time.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::string line = "{\"time\":\"" + std::string(time.data()) + fmt::format(".{:03}Z", milliseconds) +
                       "\",\"level\":\"" + std::string(level.data(), level.size()) + "\",";
    line += is_request ? "\"event\":\"request\"," + std::string(payload)
                       : "\"event\":\"message\",\"message\":" + protocol::to_text(Json(payload));
    line += "}\n";
    out.append(line.data(), line.data() + line.size());
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<JsonLines>(); }
};

std::string json_members(std::string_view org, const Json& entry) {
  Json members{{"org", org}};
  for (const char* name : kMembers)
    if (const auto* value = protocol::json_member(entry, name); value && !value->is_null())
      members[name] = *value;
  if (const auto* failed = protocol::json_member(entry, "failed"); failed && failed->is_object())
    if (const auto* code = protocol::json_string(*failed, "internal_code")) members["failed"] = *code;
  const std::string object = protocol::to_text(members);
  return object.substr(1, object.size() - 2);
}

// A login may hold anything; a terminal would take control characters for commands, a reader line ends for
// lines.
std::string on_one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  return text;
}

std::string text_line(std::string_view org, const Json& entry) {
  const auto text = [&](const char* name) {
    const auto* value = protocol::json_string(entry, name);
    return value ? *value : std::string();
  };
  std::string line = std::string(org) + ' ' + text("method") + ' ' + text("path") + ' ' +
                     std::to_string(protocol::json_integer(entry, "status").value_or(0)) + ' ' +
                     text("endpoint");
  for (const char* name : {"client_id", "person"})
    if (const auto value = text(name); !value.empty()) line += std::string(" ") + name + '=' + value;
  if (const auto* failed = protocol::json_member(entry, "failed"); failed && failed->is_object())
    if (const auto* code = protocol::json_string(*failed, "internal_code")) line += " failed=" + *code;
  return on_one_line(std::move(line));
}

}  // namespace

void set_up_log(LogFormat format) {
  const auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
  if (format == LogFormat::json) sink->set_formatter(std::make_unique<JsonLines>());
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("mockidp", sink));
  spdlog::register_logger(std::make_shared<spdlog::logger>(kRequests, sink));
}

std::string request_line(LogFormat format, std::string_view org, const std::string& journal_entry) {
  const auto entry = protocol::parse_json(journal_entry);
  if (!entry) return {};
  return format == LogFormat::json ? json_members(org, *entry) : text_line(org, *entry);
}

void log_request(LogFormat format, std::string_view org, const std::string& journal_entry) {
  static const auto logger = spdlog::get(kRequests);
  if (logger) logger->info(request_line(format, org, journal_entry));
}

}  // namespace mockidp
