#include "mockidp/http/httplib_adapter.h"

#include <httplib.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <stdexcept>

namespace http {
namespace {

// One request on its way through httplib and back.
struct Exchange {
  Request& request;
  const Dispatcher& dispatcher;
  AfterResponse after;
  Answer answer = {};
  std::string header_lines = {};
};

// httplib calls back with its own view of the request. Ours is here: a request stays on one thread.
thread_local Exchange* current_exchange = nullptr;

// What httplib reads and writes instead of a socket. It reads a request line of ours: the method decides how
// it answers (HEAD), and nothing else of the peer's may, as httplib would act on it: decode header values,
// take Range and Accept-Encoding for an order, or trip over a long target. It writes status line and body;
// our header lines are put between them, since it keeps headers in a sorted map and the handler's order would
// be lost.
class ExchangeStream final : public httplib::Stream {
 public:
  explicit ExchangeStream(Exchange& exchange)
      : exchange_(exchange), unread_(exchange.request.method + " / HTTP/1.1\r\n\r\n") {}

  bool is_readable() const override { return true; }
#ifdef CPPHTTPLIB_VERSION_NUM
  bool wait_readable() const override { return true; }
  bool wait_writable() const override { return true; }
  time_t duration() const override { return 0; }
#else
  bool is_writable() const override { return true; }
#endif

  ssize_t read(char* into, std::size_t size) override {
    const std::size_t count = std::min(size, unread_.size() - offset_);
    std::memcpy(into, unread_.data() + offset_, count);
    offset_ += count;
    return static_cast<ssize_t>(count);
  }

  ssize_t write(const char* from, std::size_t size) override {
    std::string_view bytes(from, size);
    std::string& out = exchange_.answer.bytes;
    if (out.empty()) {
      const std::size_t status_line = bytes.find("\r\n") + 2;
      out.append(bytes.substr(0, status_line)).append(exchange_.header_lines);
      bytes.remove_prefix(status_line);
    }
    out.append(bytes);
    return static_cast<ssize_t>(size);
  }

  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return INVALID_SOCKET; }

 private:
  Exchange& exchange_;
  const std::string unread_;
  std::size_t offset_ = 0;
};

void throw_if_unfit(const Response& response) {
  if (response.status < 200 || response.status > 599)
    throw std::logic_error("a handler answered with no final status");
  if (std::string fault = find_header_fault(response.headers); !fault.empty()) throw std::logic_error(fault);
}

// Hands the response to httplib and keeps back what httplib shall not know of.
void hand_over(Response response, Exchange& exchange, httplib::Response& to) {
  Answer& answer = exchange.answer;
  std::optional<std::size_t> length;
  if (response.stream) {
    exchange.after = AfterResponse::close;
    if (exchange.request.method != "HEAD") answer.stream = std::move(response.stream);
    response.body.clear();
  } else if (status_has_body(response.status)) {
    const std::size_t flood = response.script ? response.script->flood_bytes : 0;
    length = response.body.size() + flood;
    if (exchange.request.method != "HEAD") answer.filler = flood;
  } else {
    response.body.clear();
  }
  answer.script = response.script;
  answer.after = exchange.after;
  exchange.header_lines = header_lines(response.headers, length, exchange.after);
  answer.bytes.reserve(64 + exchange.header_lines.size() + response.body.size());
  to.status = response.status;
  to.body = std::move(response.body);
}

std::string describe(std::exception_ptr thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& exception) {
    return exception.what();
  } catch (...) {
    return "an exception of unknown type";
  }
}

}  // namespace

class HttplibAdapter::Server final : public httplib::Server {
 public:
  explicit Server(std::function<void(std::string_view)> unhandled) {
    // Answers everything, so httplib neither routes by regular expressions nor looks for a body.
    set_pre_routing_handler([](const httplib::Request&, httplib::Response& to) {
      Exchange& exchange = *current_exchange;
      Response response = exchange.dispatcher(exchange.request);
      throw_if_unfit(response);
      hand_over(std::move(response), exchange, to);
      return HandlerResponse::Handled;
    });
    set_exception_handler([unhandled = std::move(unhandled)](const httplib::Request&, httplib::Response& to,
                                                             std::exception_ptr thrown) {
      if (unhandled) unhandled(describe(thrown));
      to.body.clear();
      hand_over(text_response(500, "text/plain; charset=utf-8", "Internal server error\n"), *current_exchange,
                to);
    });
    // Runs last: takes out what httplib added (Keep-Alive, Accept-Ranges, a Content-Type).
    set_post_routing_handler([](const httplib::Request&, httplib::Response& to) { to.headers.clear(); });
  }

  void run(ExchangeStream& stream) {
    bool closed = false;
#ifdef CPPHTTPLIB_VERSION_NUM
    process_request(stream, {}, 0, {}, 0, false, closed, nullptr);
#else
    process_request(stream, false, closed, nullptr);
#endif
  }
};

HttplibAdapter::HttplibAdapter(std::function<void(std::string_view)> unhandled)
    : server_(std::make_unique<Server>(std::move(unhandled))) {}

HttplibAdapter::~HttplibAdapter() = default;

Answer HttplibAdapter::answer(Request& request, const Dispatcher& dispatcher, AfterResponse after) {
  Exchange exchange{request, dispatcher, after};
  current_exchange = &exchange;
  ExchangeStream stream(exchange);
  server_->run(stream);
  current_exchange = nullptr;
  return std::move(exchange.answer);
}

}  // namespace http
