#include "mockidp/journal/packed_entry.h"

#include <nlohmann/json.hpp>

#include "mockidp/journal/charset.h"
#include "mockidp/protocol/byte_codec.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/utf8.h"

namespace mockidp {
namespace {

using protocol::ByteReader;
using protocol::ByteWriter;
using protocol::Json;
using FactKind = Trace::Fact::Kind;

constexpr std::size_t kDigestBytes = 8;
constexpr std::size_t kUsualHeadBytes = 192;
constexpr std::size_t kUsualFactBytes = 48;
// How the value of a parameter is kept.
enum class Form : unsigned char { clear, cut, digest };

// At most so many bytes, and of UTF-8 no half character at the end.
std::string_view shorten(std::string_view text) {
  if (text.size() <= kMaxValueBytes) return text;
  auto end = kMaxValueBytes;
  while (end > kMaxValueBytes - 3 && protocol::continues_character(text[end])) --end;
  return text.substr(0, end);
}

void write_digest(ByteWriter& writer, std::string_view value, std::string_view key) {
  const auto digest = protocol::hmac_sha256(key, value);
  writer.number(static_cast<unsigned char>(Form::digest));
  writer.text(protocol::as_view(digest).substr(0, kDigestBytes)).number(value.size());
  writer.number(static_cast<unsigned char>(charset_of(value)));
}

void write_clear(ByteWriter& writer, std::string_view value) {
  const auto kept = shorten(value);
  writer.number(static_cast<unsigned char>(kept.size() < value.size() ? Form::cut : Form::clear)).text(kept);
  if (kept.size() < value.size()) writer.number(value.size());
}

void write_fact(ByteWriter& writer, const Journal::Options& options, const Trace::Fact& fact) {
  writer.number(static_cast<unsigned char>(fact.kind)).text(shorten(fact.name));
  if (fact.kind == FactKind::decided || fact.kind == FactKind::failed)
    writer.text(shorten(fact.value)).text(shorten(fact.extra));
  else if (fact.kind == FactKind::step)
    writer.text(shorten(fact.value)).text(shorten(fact.extra)).text(shorten(fact.constraint));
  else if (!options.raw && is_sensitive(fact.name))
    write_digest(writer, fact.value, options.digest_key);
  else
    write_clear(writer, fact.value);
}

Json read_parameter(ByteReader& reader) {
  Json parameter{{"name", reader.text()}};
  const auto form = static_cast<Form>(reader.at_most(static_cast<unsigned char>(Form::digest)));
  if (form != Form::digest) {
    parameter["value"] = reader.text();
    if (form == Form::clear) return parameter;
    parameter["length"] = reader.number();
    parameter["cut"] = true;
    return parameter;
  }
  parameter["digest"] = protocol::hex_encode(reader.text());
  parameter["length"] = reader.number();
  const auto charset = static_cast<Charset>(reader.at_most(static_cast<unsigned char>(Charset::bytes)));
  parameter["charset"] = to_string(charset);
  return parameter;
}

// In one line as any decision, and part by part.
Json read_step(ByteReader& reader) {
  Json step{{"what", reader.text()}};
  std::string by;
  Json parts = Json::object();
  for (const auto* part : {"policy", "rule", "constraint"}) {
    const auto text = reader.text();
    if (!text.empty()) by.append(by.empty() ? "" : ": ").append(text);
    parts[part] = text;
  }
  step["by"] = by;
  step["closest"] = "";
  step.update(parts);
  return step;
}

void read_fact(ByteReader& reader, Json& entry) {
  switch (static_cast<FactKind>(reader.at_most(static_cast<unsigned char>(FactKind::step)))) {
    case FactKind::received:
      entry["received"].push_back(read_parameter(reader));
      return;
    case FactKind::sent:
      entry["sent"].push_back(read_parameter(reader));
      return;
    case FactKind::decided: {
      Json decision{{"what", reader.text()}};
      decision["by"] = reader.text();
      decision["closest"] = reader.text();
      entry["decided"].push_back(std::move(decision));
      return;
    }
    case FactKind::step:
      entry["decided"].push_back(read_step(reader));
      return;
    case FactKind::failed: {
      Json failure{{"internal_code", reader.text()}};
      failure["description"] = reader.text();
      reader.text();
      entry["failed"] = std::move(failure);
      return;
    }
  }
}

}  // namespace

std::string pack_entry(const Journal::Options& options, const Journal::Exchange& exchange,
                       const Trace& trace) {
  ByteWriter facts;
  std::size_t left_out = 0;
  facts.reserve(trace.facts().size() * kUsualFactBytes);
  for (const auto& fact : trace.facts()) {
    // A failure is what the entry is read for.
    if (facts.size() < kMaxEntryBytes || fact.kind == FactKind::failed)
      write_fact(facts, options, fact);
    else
      ++left_out;
  }
  ByteWriter writer;
  writer.reserve(kUsualHeadBytes);
  writer.time(exchange.at).text(shorten(exchange.request_id)).text(shorten(trace.flow()));
  writer.text(shorten(exchange.method)).text(shorten(exchange.path)).signed_number(exchange.status);
  writer.text(shorten(trace.endpoint())).text(shorten(trace.server())).text(shorten(trace.client()));
  writer.text(shorten(trace.person())).text(shorten(exchange.location)).number(left_out);
  std::string packed;  // kept for long: of just the size that it needs
  packed.reserve(writer.size() + facts.size());
  packed.append(writer.take()).append(facts.take());
  return packed;
}

std::string render_entry(std::uint64_t sequence, std::string_view packed) {
  ByteReader reader(packed);
  Json entry{{"sequence", sequence}};
  const auto at = reader.time();
  entry["at"] = protocol::to_iso8601(at);
  entry["unix"] = protocol::to_unix(at);
  for (const auto* name : {"request_id", "flow", "method", "path"}) entry[name] = reader.text();
  entry["status"] = reader.signed_number();
  for (const auto* name : {"endpoint", "server", "client_id", "person"}) entry[name] = reader.text();
  const auto location = reader.text();
  const auto left_out = reader.number();
  for (const auto* name : {"received", "sent", "decided"}) entry[name] = Json::array();
  entry["failed"] = nullptr;
  while (reader.good() && !reader.complete()) read_fact(reader, entry);
  entry["location"] = location;
  if (left_out != 0) entry["left_out"] = left_out;
  return protocol::to_text(entry);
}

}  // namespace mockidp
