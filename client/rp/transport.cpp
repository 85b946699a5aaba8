#include "client/rp/transport.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <stdexcept>

#include "mockidp/protocol/uri.h"

namespace rp {
namespace {

using EasyHandle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using HeaderList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

constexpr std::size_t kMaxHeaderBytes = 64 * 1024;

// What libcurl's callbacks write into.
struct Reception {
  HttpAnswer answer;
  std::size_t max_body_bytes = 0;
  std::size_t header_bytes = 0;
  bool too_large = false;
};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::string_view trim_blanks(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Returning less than `size` makes libcurl give up, which is what a cap is for.
std::size_t receive_body(char* data, std::size_t, std::size_t size, void* user) {
  auto& reception = *static_cast<Reception*>(user);
  if (reception.answer.body.size() + size > reception.max_body_bytes) {
    reception.too_large = true;
    return 0;
  }
  reception.answer.body.append(data, size);
  return size;
}

std::size_t receive_header(char* data, std::size_t, std::size_t size, void* user) {
  auto& reception = *static_cast<Reception*>(user);
  reception.header_bytes += size;
  if (reception.header_bytes > kMaxHeaderBytes) {
    reception.too_large = true;
    return 0;
  }
  const std::string_view line(data, size);
  if (line.starts_with("HTTP/")) reception.answer.headers.clear();  // an interim answer went before
  if (const std::size_t colon = line.find(':'); colon != std::string_view::npos)
    reception.answer.headers.emplace_back(lower_case(trim_blanks(line.substr(0, colon))),
                                          trim_blanks(line.substr(colon + 1)));
  return size;
}

TransportError::Kind kind_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return TransportError::Kind::unreachable;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
      return TransportError::Kind::untrusted;
    case CURLE_OPERATION_TIMEDOUT:
      return TransportError::Kind::timeout;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
      return TransportError::Kind::refused_url;
    default:
      return TransportError::Kind::broken;
  }
}

CurlOptions with_environment(CurlOptions options) {
  const char* file = std::getenv("SSL_CERT_FILE");
  if (options.ca_file.empty() && file) options.ca_file = file;
  return options;
}

bool is_plain_web_url(const std::string& url) {
  const auto uri = protocol::parse_uri(url);
  return uri && (uri->scheme == "http" || uri->scheme == "https") &&
         uri->authority.find('@') == std::string::npos;
}

HeaderList make_header_list(const HttpCall& call) {
  curl_slist* list = curl_slist_append(nullptr, "Expect:");
  for (const auto& [name, value] : call.headers)
    list = curl_slist_append(list, (name + ": " + value).c_str());
  return HeaderList(list, &curl_slist_free_all);
}

void restrict_handle(CURL* handle, const CurlOptions& options) {
#if LIBCURL_VERSION_NUM >= 0x075500
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);  // a redirect would carry code and secret along
  curl_easy_setopt(handle, CURLOPT_PROXY, "");           // whatever the environment says
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options.deadline.count()));
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "mockidp-rp");
  if (!options.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, options.ca_file.c_str());
}

void describe_call(CURL* handle, const HttpCall& call, const curl_slist* headers) {
  curl_easy_setopt(handle, CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  if (call.method == HttpCall::Method::post) {
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call.body.data());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    // On a connection that died meanwhile libcurl would send again, and a code is redeemed once.
    curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, 1L);
  }
}

void listen_for_answer(CURL* handle, Reception& reception) {
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &receive_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &reception);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &receive_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &reception);
}

}  // namespace

std::string_view HttpAnswer::header(std::string_view lower_case_name) const {
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [&](const auto& header) { return header.first == lower_case_name; });
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

bool HttpAnswer::is_json() const {
  const std::string_view type = header("content-type");
  return lower_case(trim_blanks(type.substr(0, type.find(';')))) == "application/json";
}

// Handles keep connections open, so they are lent out and taken back.
struct CurlTransport::Pool {
  std::mutex mutex;
  std::vector<EasyHandle> idle;

  EasyHandle borrow() {
    const std::lock_guard lock(mutex);
    if (idle.empty()) return EasyHandle(curl_easy_init(), &curl_easy_cleanup);
    EasyHandle handle = std::move(idle.back());
    idle.pop_back();
    curl_easy_reset(handle.get());
    return handle;
  }

  void give_back(EasyHandle handle) {
    const std::lock_guard lock(mutex);
    if (idle.size() < 8) idle.push_back(std::move(handle));
  }
};

CurlTransport::CurlTransport(CurlOptions options)
    : options_(with_environment(std::move(options))), pool_(std::make_unique<Pool>()) {
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (initialised != CURLE_OK) throw std::runtime_error("libcurl cannot start");
}

CurlTransport::~CurlTransport() = default;

protocol::Result<HttpAnswer, TransportError> CurlTransport::send(const HttpCall& call) {
  if (!is_plain_web_url(call.url))
    return protocol::fail(TransportError{TransportError::Kind::refused_url, "not an http or https URL"});
  EasyHandle handle = pool_->borrow();
  const HeaderList headers = make_header_list(call);
  if (!handle || !headers) throw std::runtime_error("libcurl is out of memory");
  Reception reception;
  reception.max_body_bytes = call.max_body_bytes;
  restrict_handle(handle.get(), options_);
  describe_call(handle.get(), call, headers.get());
  listen_for_answer(handle.get(), reception);

  const CURLcode code = curl_easy_perform(handle.get());
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  pool_->give_back(std::move(handle));
  if (reception.too_large)
    return protocol::fail(TransportError{TransportError::Kind::too_large, "the answer is too large"});
  if (code != CURLE_OK) return protocol::fail(TransportError{kind_of(code), curl_easy_strerror(code)});
  reception.answer.status = static_cast<int>(status);
  return std::move(reception.answer);
}

}  // namespace rp
