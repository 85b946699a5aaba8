#include "mockidp/directory/wildcard_redirect.h"

#include <algorithm>
#include <vector>

#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

constexpr std::size_t kMostLabelBytes = 63;  // RFC 1035 2.3.4

std::vector<std::string_view> labels_of(std::string_view host) {
  std::vector<std::string_view> labels;
  for (;;) {
    const auto dot = host.find('.');
    labels.push_back(host.substr(0, dot));
    if (dot == std::string_view::npos) return labels;
    host.remove_prefix(dot + 1);
  }
}

bool is_hostname_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kMostLabelBytes && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), is_hostname_character);
}

bool is_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool has_wildcard(std::string_view registered) { return registered.find('*') != std::string_view::npos; }

std::string objection_to_wildcard(std::string_view registered) {
  const auto uri = protocol::parse_uri(registered);
  if (!uri) return "it is not an absolute URI";
  if (uri->scheme != "https") return "a wildcard goes with https only";
  if (std::count(registered.begin(), registered.end(), '*') > 1) return "there may be only one *";
  if (uri->authority.find('@') != std::string::npos) return "a user name does not go with a wildcard";
  const auto labels = labels_of(uri->host);
  if (labels.front().find('*') == std::string_view::npos)
    return "the * may stand only in the lowest-level label of the host";
  if (labels.size() < 3) return "there must be a label between the one with the * and the top-level domain";
  // With a letter in place of the * every label must be one.
  std::string first(labels.front());
  first.replace(first.find('*'), 1, "x");
  if (!is_label(first) || !std::all_of(labels.begin() + 1, labels.end(), is_label) ||
      is_number(labels.back()))
    return "the host is not the name of one";
  return "";
}

bool matches_wildcard(std::string_view registered, std::string_view presented) {
  const auto star = registered.find('*');
  if (star == std::string_view::npos || !objection_to_wildcard(registered).empty()) return false;
  const auto before = registered.substr(0, star);
  const auto after = registered.substr(star + 1);
  if (presented.size() <= before.size() + after.size()) return false;
  if (!presented.starts_with(before) || !presented.ends_with(after)) return false;
  // No dot, slash, colon, @ or % can hide among these, so the rest is where the registered URI has it.
  const auto filled = presented.substr(before.size(), presented.size() - before.size() - after.size());
  if (!std::all_of(filled.begin(), filled.end(), is_hostname_character)) return false;
  const auto uri = protocol::parse_uri(presented);
  return uri && is_label(labels_of(uri->host).front());
}

}  // namespace mockidp
