#include "conformance/browser/wire.h"

#include <curl/curl.h>
#include <strings.h>

#include "conformance/oracle/url.h"

namespace conformance {

namespace {

constexpr std::size_t kMaxBodyBytes = 1024 * 1024;
constexpr std::size_t kMaxHeaderBytes = 256 * 1024;

struct Receiving {
  WireResponse response;
  std::size_t header_bytes = 0;
};

// Taking fewer bytes than offered ends the transfer: what came so far is kept.
std::size_t receive_body(char* bytes, std::size_t size, std::size_t count, void* target) {
  auto& body = static_cast<Receiving*>(target)->response.body;
  const auto taken = std::min(size * count, kMaxBodyBytes - body.size());
  body.append(bytes, taken);
  return taken;
}

std::size_t receive_header(char* bytes, std::size_t size, std::size_t count, void* target) {
  auto& receiving = *static_cast<Receiving*>(target);
  std::string_view line(bytes, size * count);
  receiving.header_bytes += line.size();
  if (receiving.header_bytes > kMaxHeaderBytes) return 0;
  if (line.starts_with("HTTP/")) receiving.response.headers.clear();  // after a 100 Continue
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return size * count;
  auto value = line.substr(colon + 1);
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  receiving.response.headers.emplace_back(line.substr(0, colon), value);
  return size * count;
}

int progress(void* request, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const WireRequest*>(request)->give_up() ? 1 : 0;
}

// RFC 6761 and RFC 2606: these names lead nowhere, so nobody is asked for them.
bool never_resolves(const std::string& host) {
  return host.ends_with(".example") || host.ends_with(".invalid") || host.ends_with(".test");
}

}  // namespace

struct Wire::Impl {
  // Several workers of a run may be the first.
  static CURL* new_handle() {
    static const auto once = curl_global_init(CURL_GLOBAL_DEFAULT);
    return once == CURLE_OK ? curl_easy_init() : nullptr;
  }
  CURL* curl = new_handle();
  ~Impl() { curl_easy_cleanup(curl); }
};

Wire::Wire() : impl_(std::make_unique<Impl>()) {}
Wire::~Wire() = default;

WireResponse Wire::send(const WireRequest& request) {
  const auto url = parse_url(request.url);
  if (!url) return {.status = 0, .headers = {}, .body = {}, .problem = "not an http URL"};
  if (never_resolves(url->host))
    return {.status = 0, .headers = {}, .body = {}, .problem = url->host + " is a reserved name"};
  CURL* curl = impl_->curl;
  curl_easy_reset(curl);
  const std::string origin = url->origin() + "/", target = url->target();
  curl_slist* lines = curl_slist_append(nullptr, "Expect:");
  for (const auto& [name, value] : request.headers)
    lines = curl_slist_append(lines, (name + (value.empty() ? ";" : ": " + value)).c_str());
  Receiving receiving;
  curl_easy_setopt(curl, CURLOPT_URL, origin.c_str());
  curl_easy_setopt(curl, CURLOPT_REQUEST_TARGET, target.c_str());
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
  if (request.give_up) {
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &request);
  }
  if (request.method == "HEAD") curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  if (!request.body.empty() || request.method == "POST") {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &receiving);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, receive_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &receiving);
  const auto result = curl_easy_perform(curl);
  curl_slist_free_all(lines);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  receiving.response.status = static_cast<int>(status);
  if (result != CURLE_OK) receiving.response.problem = curl_easy_strerror(result);
  return std::move(receiving.response);
}

std::string header_in(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers)
    if (key.size() == name.size() && strncasecmp(key.data(), name.data(), name.size()) == 0) return value;
  return {};
}

}  // namespace conformance
