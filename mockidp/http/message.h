#pragma once
// What the server and the clients know of HTTP: requests and responses as values, and a router. No httplib
// here.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockidp/protocol/form.h"

namespace http {

using Headers = std::vector<std::pair<std::string, std::string>>;

// A request whose head was checked and whose body has arrived whole. Header values are exactly what the peer
// sent.
struct Request {
  std::string method;  // upper case
  std::string target;  // as received: "/a%20b?x=1"
  std::string path;    // the target up to "?", not decoded
  std::string query;   // the rest, not decoded; parse with protocol::parse_form
  Headers headers;     // in order, names as received
  std::string body;
  std::string remote_address;  // "127.0.0.1", "::1"
  std::uint16_t local_port = 0;
  bool secure = false;             // arrived by TLS
  std::string client_certificate;  // DER, as the peer proved to own it; "" if the listener asked for none
  std::vector<std::pair<std::string, std::string>> path_params;  // {name} segments, percent-decoded

  std::string_view header(std::string_view name) const;  // first, any case; "" if absent
  std::vector<std::string_view> header_values(std::string_view name) const;
  std::optional<std::string> cookie(std::string_view name) const;  // first cookie of that name, RFC 6265 5.4
  std::string_view path_param(std::string_view name) const;        // "" if absent
  std::string_view media_type() const;                             // Content-Type without parameters, as sent
};

// What a server can do to the bytes of a response, below HTTP. Used by faults; see http/front.h.
struct ResponseScript {
  std::chrono::milliseconds delay_before{0};  // hold the finished response this long; costs no worker
  std::size_t drip_bytes = 0;                 // 0: at once; otherwise write so many bytes …
  std::chrono::milliseconds drip_every{0};    // … this often
  std::optional<std::size_t> cut_after = {};  // close the connection after so many bytes
  std::size_t flood_bytes = 0;                // append so much filler to the body
};

// Server-sent events: the response stays open and the source pushes text into it. Any thread may push;
// pushing to a client that is gone does nothing.
class EventStream {
 public:
  virtual ~EventStream() = default;
  virtual void push(std::string_view bytes) = 0;
  virtual bool open() const = 0;
};

// What many responses have in common, checked and put together once. See prepare().
struct Prepared {
  Headers headers;
  std::string lines;  // the same, as they go on the wire
  std::string body;
};

struct Response {
  int status = 200;
  std::shared_ptr<const Prepared> prepared;  // its headers are sent first, its body if there is no other
  Headers headers;  // sent in this order; Content-Length, Date and Connection are the front's
  std::string body;
  std::optional<ResponseScript> script;
  // Set for a stream: called once, after the head was sent, with the stream to push into.
  std::function<void(std::shared_ptr<EventStream>)> stream;

  Response& set(std::string name, std::string value);  // replaces a header of that name
  Response& add(std::string name, std::string value);
  std::string_view header(std::string_view name) const;  // the prepared ones among them
  // Makes what was prepared this response's own: for whoever goes through the headers, or changes the body.
  Response& unpack();
};

// Throws std::logic_error for a header that must not go on the wire (see draft.h).
std::shared_ptr<const Prepared> prepare(Headers headers, std::string body);

Response text_response(int status, std::string_view content_type, std::string body);
Response redirect_response(int status, std::string location);

struct SetCookie {
  std::string name;
  std::string value;
  std::string path = "/";
  std::optional<std::chrono::seconds> max_age = {};  // absent: for the browser session; 0: delete
  bool http_only = true;
  bool secure = false;
  std::string same_site = "Lax";  // Lax, Strict or None
};
std::string to_header(const SetCookie& cookie);

using Handler = std::function<Response(const Request&)>;
// What a listener hands its requests to: it may fill in the path parameters that a route found.
using Dispatcher = std::function<Response(Request&)>;

}  // namespace http
