#include "conformance/oracle/url.h"

#include <algorithm>
#include <cctype>

namespace conformance {

namespace {

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

// WHATWG URL, 4.4: surrounding blanks and controls are cut, tabs and line ends vanish anywhere.
std::string as_browsers_read(std::string_view text) {
  const auto is_edge = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_edge(text.back())) text.remove_suffix(1);
  std::string cleaned;
  for (const char c : text)
    if (c != '\t' && c != '\n' && c != '\r') cleaned += c;
  return cleaned;
}

// Before the query a backslash is a slash to every browser.
std::string with_forward_slashes(std::string text) {
  const auto end = std::min(text.find_first_of("?#"), text.size());
  std::replace(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\\', '/');
  return text;
}

std::string scheme_of(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return {};
  const auto scheme = text.substr(0, colon);
  const auto fits = [](unsigned char c) { return std::isalnum(c) || c == '+' || c == '-' || c == '.'; };
  if (!std::isalpha(static_cast<unsigned char>(scheme.front())) ||
      !std::all_of(scheme.begin(), scheme.end(), fits))
    return {};
  return lower_case(scheme);
}

void read_path_query_fragment(std::string_view rest, Url& url) {
  const auto hash = rest.find('#');
  if (hash != std::string_view::npos) url.fragment = rest.substr(hash + 1);
  rest = rest.substr(0, hash);
  const auto question = rest.find('?');
  url.has_query = question != std::string_view::npos;
  url.query = url.has_query ? rest.substr(question + 1) : std::string_view();
  url.path = rest.substr(0, question);
}

bool read_authority(std::string_view authority, Url& url) {
  authority = authority.substr(authority.rfind('@') == std::string_view::npos ? 0 : authority.rfind('@') + 1);
  const auto bracket = authority.rfind(']');
  const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  url.host = lower_case(authority.substr(0, colon));
  url.port = colon == std::string_view::npos ? std::string_view() : authority.substr(colon + 1);
  const auto is_digit = [](unsigned char c) { return std::isdigit(c); };
  return !url.host.empty() && url.host.find_first_of(" <>") == std::string::npos &&
         std::all_of(url.port.begin(), url.port.end(), is_digit);
}

std::string without_dot_segments(const std::string& path) {
  std::vector<std::string> kept;
  std::size_t start = 1;
  bool ends_in_folder = false;
  while (start <= path.size()) {
    const auto end = std::min(path.find('/', start), path.size());
    const auto segment = path.substr(start, end - start);
    const auto plain = lower_case(segment);
    const bool up = plain == ".." || plain == "%2e%2e" || plain == ".%2e" || plain == "%2e.";
    const bool stay = plain == "." || plain == "%2e";
    ends_in_folder = up || stay;
    if (up && !kept.empty()) kept.pop_back();
    if (!up && !stay) kept.push_back(segment);
    start = end + 1;
  }
  std::string joined;
  for (const auto& segment : kept) joined += "/" + segment;
  if (ends_in_folder || joined.empty()) joined += "/";
  return joined;
}

std::string percent_decoded(std::string_view text, bool plus_is_blank) {
  const auto value = [](char c) {
    return std::isdigit(static_cast<unsigned char>(c))
               ? c - '0'
               : std::tolower(static_cast<unsigned char>(c)) - 'a' + 10;
  };
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped = text[i] == '%' && i + 2 < text.size() &&
                         std::isxdigit(static_cast<unsigned char>(text[i + 1])) &&
                         std::isxdigit(static_cast<unsigned char>(text[i + 2]));
    if (escaped) {
      decoded += static_cast<char>(value(text[i + 1]) * 16 + value(text[i + 2]));
      i += 2;
    } else {
      decoded += text[i] == '+' && plus_is_blank ? ' ' : text[i];
    }
  }
  return decoded;
}

// The last two labels stand for the registrable name: good enough for localhost and example domains.
std::string site_of(const std::string& host) {
  if (host.find_first_not_of("0123456789.") == std::string::npos || host.front() == '[') return host;
  const auto last = host.rfind('.');
  if (last == std::string::npos || last == 0) return host;
  const auto before = host.rfind('.', last - 1);
  return before == std::string::npos ? host : host.substr(before + 1);
}

}  // namespace

std::string Url::authority() const { return port.empty() ? host : host + ":" + port; }

std::string Url::origin() const {
  const bool usual = (scheme == "http" && port == "80") || (scheme == "https" && port == "443");
  return scheme + "://" + (usual ? host : authority());
}

std::string Url::target() const { return has_query ? path + "?" + query : path; }

std::string Url::text() const {
  return scheme + "://" + authority() + target() + (fragment.empty() ? "" : "#" + fragment);
}

std::optional<Url> parse_url(std::string_view text) {
  Url url;
  url.scheme = scheme_of(text);
  if (url.scheme != "http" && url.scheme != "https") return std::nullopt;
  auto rest = text.substr(url.scheme.size() + 1);
  if (!rest.starts_with("//")) return std::nullopt;
  rest.remove_prefix(2);
  const auto end = std::min(rest.find_first_of("/?#\\"), rest.size());
  if (!read_authority(rest.substr(0, end), url)) return std::nullopt;
  read_path_query_fragment(rest.substr(end), url);
  if (url.path.empty() || url.path.front() != '/') url.path.insert(0, "/");
  return url;
}

std::optional<Url> resolve_url(const Url& base, std::string_view reference) {
  auto text = as_browsers_read(reference);
  const auto scheme = scheme_of(text);
  if (!scheme.empty() && scheme != "http" && scheme != "https") return std::nullopt;
  text = with_forward_slashes(std::move(text));
  std::string rest = scheme.empty() ? text : text.substr(scheme.size() + 1);
  // "https:/evil.example" and "https:evil.example" leave too, unless the scheme is the page's own.
  if (!scheme.empty() && (scheme != base.scheme || rest.starts_with("//")))
    rest = "//" + rest.substr(std::min(rest.find_first_not_of('/'), rest.size()));
  if (rest.starts_with("//")) {
    const auto host = rest.find_first_not_of('/');
    if (host == std::string::npos) return std::nullopt;
    auto url = parse_url((scheme.empty() ? base.scheme : scheme) + "://" + rest.substr(host));
    if (url) url->path = without_dot_segments(url->path);
    return url;
  }
  Url url = base;
  url.fragment.clear();
  if (rest.empty()) return url;
  Url read;
  read_path_query_fragment(rest, read);
  url.fragment = read.fragment;
  if (read.path.empty() && !read.has_query) return url;
  url.query = read.query;
  url.has_query = read.has_query;
  if (read.path.empty()) return url;
  const bool absolute = read.path.front() == '/';
  url.path =
      without_dot_segments(absolute ? read.path : base.path.substr(0, base.path.rfind('/') + 1) + read.path);
  return url;
}

bool same_origin(std::string_view one, std::string_view other) {
  const auto left = parse_url(one), right = parse_url(other);
  return left && right && left->origin() == right->origin();
}

bool same_site(const Url& one, const Url& other) {
  return one.scheme == other.scheme && site_of(one.host) == site_of(other.host);
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "[::1]";
}

std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    const auto equals = pair.find('=');
    if (!pair.empty())
      pairs.emplace_back(
          percent_decoded(pair.substr(0, equals), true),
          equals == std::string_view::npos ? std::string() : percent_decoded(pair.substr(equals + 1), true));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return pairs;
}

std::string query_value(std::string_view url, std::string_view name) {
  const auto question = url.find('?');
  if (question == std::string_view::npos) return {};
  auto query = url.substr(question + 1);
  query = query.substr(0, query.find('#'));
  std::string found;
  int count = 0;
  for (const auto& [key, value] : parse_query(query))
    if (key == name) {
      found = value;
      ++count;
    }
  return count == 1 ? found : std::string();
}

std::string with_query_value(std::string_view url, std::string_view name,
                             const std::optional<std::string>& written) {
  const auto hash = std::min(url.find('#'), url.size());
  const auto question = std::min(url.find('?'), hash);
  auto query = url.substr(std::min(question + 1, hash), hash - std::min(question + 1, hash));
  std::string edited;
  bool placed = !written;
  const auto append = [&](std::string_view pair) {
    edited += (edited.empty() ? "?" : "&") + std::string(pair);
  };
  const auto place = [&] {
    if (!placed) append(std::string(name) + "=" + *written);
    placed = true;
  };
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    if (percent_decoded(pair.substr(0, pair.find('=')), true) == name)
      place();
    else if (!pair.empty())
      append(pair);
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  place();
  return std::string(url.substr(0, question)) + edited + std::string(url.substr(hash));
}

std::string percent_encoded(std::string_view text) {
  static const char* digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded += c;
    } else {
      encoded += '%';
      encoded += digits[byte >> 4];
      encoded += digits[byte & 15];
    }
  }
  return encoded;
}

std::string form_encoded(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string body;
  for (const auto& [name, value] : fields)
    body += (body.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
  return body;
}

}  // namespace conformance
