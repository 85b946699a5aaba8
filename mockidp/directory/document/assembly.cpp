#include "mockidp/directory/document/assembly.h"

namespace mockidp::document {

void NamedIds::add(const std::string& name, const std::string& id, const Place& place) {
  if (name.empty()) return;  // was reported when it was read
  if (ids_.emplace(key(name), id).second)
    names_.push_back(name);
  else
    place.report("the " + kind_ + " " + in_quotes(name) + " is there already");
}

std::optional<std::string> NamedIds::resolve(const std::string& name, const Place& place) const {
  if (name.empty()) return std::nullopt;
  if (const auto found = ids_.find(key(name)); found != ids_.end()) return found->second;
  place.report("there is no " + kind_ + " " + in_quotes(name) + did_you_mean(names_, name));
  return std::nullopt;
}

std::vector<std::string> NamedIds::resolve_all(const Names& names, const Place& places) const {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (auto id = resolve(names[i], places / i)) ids.push_back(*std::move(id));
  return ids;
}

std::string NamedIds::key(const std::string& name) const {
  if (case_ == Case::counts) return name;
  std::string lower = name;
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

Assembly::Assembly(const OrgFile& org_file, Reading& reading, std::string_view org_url)
    : file(org_file), root(reading), url(org_url) {}

std::string Assembly::claim_id(const std::optional<std::string>& given, std::string_view prefix,
                               const std::string& name, const Place& place) {
  const auto id = given ? *given : derive_id(prefix, name);
  const auto [taken, fresh] = places_by_id_.emplace(id, place.pointer());
  if (!fresh && given) (place / "id").report("the id " + in_quotes(id) + " is taken by " + taken->second);
  if (!fresh && !given && !name.empty())
    place.report("is named like " + taken->second + R"(; give it another name, or an "id" of its own)");
  return id;
}

void add_org(Assembly& assembly) {
  const auto& file = assembly.file;
  auto& org = assembly.out.directory.org;
  org.id = assembly.claim_id(file.org.id, "00o", file.org.name, assembly.root / "org");
  org.name = file.org.name;
  org.url = assembly.url;
  org.email_sender = file.org.email_sender;
  org.email_sender_name = file.org.email_sender_name;
  org.password_iterations = file.org.password_iterations;
  org.signing_key_rotation_days = file.org.signing_key_rotation_days;
  org.raw_journal = file.raw_journal;
  org.switches = file.switches;
}

}  // namespace mockidp::document
