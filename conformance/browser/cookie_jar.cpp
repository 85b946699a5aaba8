#include "conformance/browser/cookie_jar.h"

#include <curl/curl.h>
#include <strings.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

namespace conformance {

namespace {

constexpr std::size_t kLargest = 4096;  // name and value: RFC 6265bis, 5.6

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool same_word(std::string_view one, std::string_view other) {
  return one.size() == other.size() && strncasecmp(one.data(), other.data(), one.size()) == 0;
}

bool domain_covers(const std::string& domain, const std::string& host) {
  return host == domain ||
         (host.ends_with("." + domain) && host.find_first_not_of("0123456789.") != host.npos);
}

bool path_covers(const std::string& cookie_path, const std::string& path) {
  if (!path.starts_with(cookie_path)) return false;
  return path.size() == cookie_path.size() || cookie_path.back() == '/' || path[cookie_path.size()] == '/';
}

std::string default_path(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

bool is_secure_context(const Url& url) { return url.scheme == "https" || is_loopback(url.host); }

struct ReadCookie {
  Cookie cookie;
  std::string domain;
  bool max_age_said = false, expired = false;
};

void read_attribute(std::string_view part, ReadCookie& read) {
  const auto equals = part.find('=');
  const auto name = trimmed(part.substr(0, equals));
  const std::string value(equals == std::string_view::npos ? std::string_view()
                                                           : trimmed(part.substr(equals + 1)));
  auto& cookie = read.cookie;
  if (same_word(name, "HttpOnly")) cookie.http_only = true;
  if (same_word(name, "Secure")) cookie.secure = true;
  if (same_word(name, "SameSite")) cookie.same_site = value;
  if (same_word(name, "Path")) cookie.path = value.starts_with('/') ? value : std::string();
  if (same_word(name, "Domain")) read.domain = value.starts_with('.') ? value.substr(1) : value;
  if (same_word(name, "Max-Age")) {
    read.max_age_said = cookie.persistent = true;
    read.expired = std::atoll(value.c_str()) <= 0;
  }
  if (same_word(name, "Expires") && !read.max_age_said) {
    const auto until = curl_getdate(value.c_str(), nullptr);
    cookie.persistent = until != -1;
    read.expired = until != -1 && until <= std::time(nullptr);
  }
}

ReadCookie read_set_cookie(std::string_view line) {
  ReadCookie read;
  const auto pair = line.substr(0, line.find(';'));
  const auto equals = pair.find('=');
  read.cookie.name = trimmed(equals == std::string_view::npos ? std::string_view() : pair.substr(0, equals));
  read.cookie.value = trimmed(equals == std::string_view::npos ? pair : pair.substr(equals + 1));
  for (auto rest = line.substr(pair.size()); !rest.empty();) {
    rest.remove_prefix(1);
    const auto part = rest.substr(0, rest.find(';'));
    read_attribute(part, read);
    rest.remove_prefix(part.size());
  }
  return read;
}

// RFC 6265bis, 5.7: names that promise something are refused where the promise is not kept.
bool prefix_is_kept(const ReadCookie& read) {
  const auto& cookie = read.cookie;
  if (cookie.name.starts_with("__Secure-")) return cookie.secure;
  if (cookie.name.starts_with("__Host-")) return cookie.secure && read.domain.empty() && cookie.path == "/";
  return true;
}

}  // namespace

void CookieJar::store(const Url& from, std::string_view set_cookie) {
  auto read = read_set_cookie(set_cookie);
  std::transform(read.domain.begin(), read.domain.end(), read.domain.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (!read.domain.empty() && !domain_covers(read.domain, from.host)) return;
  if (read.cookie.secure && !is_secure_context(from)) return;
  if (read.cookie.name.size() + read.cookie.value.size() > kLargest) return;
  if (!prefix_is_kept(read)) return;
  const bool host_only = read.domain.empty();
  read.cookie.domain = host_only ? from.host : read.domain;
  if (read.cookie.path.empty()) read.cookie.path = default_path(from.path);
  replace({std::move(read.cookie), host_only}, read.expired);
}

void CookieJar::put(const Url& url, Cookie cookie) {
  const bool host_only = cookie.domain.empty() || cookie.domain == url.host;
  if (cookie.domain.empty()) cookie.domain = url.host;
  if (cookie.path.empty()) cookie.path = "/";
  replace({std::move(cookie), host_only}, false);
}

void CookieJar::replace(Kept kept, bool expired) {
  const auto same = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& other) {
    return other.cookie.name == kept.cookie.name && other.cookie.domain == kept.cookie.domain &&
           other.cookie.path == kept.cookie.path && other.host_only == kept.host_only;
  });
  if (same == kept_.end()) {
    if (!expired) kept_.push_back(std::move(kept));
  } else if (expired) {
    kept_.erase(same);
  } else {
    *same = std::move(kept);
  }
}

std::vector<Cookie> CookieJar::matching(const Url& url) const {
  std::vector<Cookie> found;
  for (const auto& [cookie, host_only] : kept_) {
    const bool host = host_only ? cookie.domain == url.host : domain_covers(cookie.domain, url.host);
    if (host && path_covers(cookie.path, url.path) && (!cookie.secure || is_secure_context(url)))
      found.push_back(cookie);
  }
  std::stable_sort(found.begin(), found.end(), [](const Cookie& one, const Cookie& other) {
    return one.path.size() > other.path.size();
  });
  return found;
}

std::string CookieJar::header(const Url& url, std::string_view method, Navigation navigation) const {
  std::string line;
  for (const auto& cookie : matching(url)) {
    const bool strict = same_word(cookie.same_site, "Strict"), none = same_word(cookie.same_site, "None");
    // What says nothing counts as Lax, as in Chromium.
    if (navigation == Navigation::cross_site && (strict || (!none && method != "GET"))) continue;
    line += (line.empty() ? "" : "; ") + (cookie.name.empty() ? "" : cookie.name + "=") + cookie.value;
  }
  return line;
}

}  // namespace conformance
