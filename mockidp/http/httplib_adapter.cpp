#include "mockidp/http/httplib_adapter.h"

#include <httplib.h>

#include <algorithm>
#include <cstring>

namespace http {
namespace {

// One request on its way through httplib and back.
struct Exchange {
  Request& request;
  const Dispatcher& dispatcher;
  AfterResponse after;
  Draft draft = {};
};

// httplib calls back with its own view of the request. Ours is here: a request stays on one thread.
thread_local Exchange* current_exchange = nullptr;

// What httplib reads and writes instead of a socket. It reads a request line of ours: the method decides how
// it answers, and nothing else of the peer's may, as httplib would act on it: decode header values, take
// Range and Accept-Encoding for an order, or trip over a long target. It writes status line and body; our
// header lines are put between them, since it keeps headers in a sorted map and the handler's order would be
// lost.
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
    std::string& out = exchange_.draft.answer.bytes;
    if (out.empty()) {
      const std::size_t status_line = bytes.find("\r\n") + 2;
      out.append(bytes.substr(0, status_line)).append(exchange_.draft.header_lines);
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

void hand_over(Draft draft, httplib::Response& to) {
  to.status = draft.status;
  to.body = draft.body();
  current_exchange->draft = std::move(draft);
}

}  // namespace

class HttplibAdapter::Server final : public httplib::Server {
 public:
  explicit Server(std::function<void(std::string_view)> unhandled) {
    // Answers everything, so httplib neither routes by regular expressions nor looks for a body.
    set_pre_routing_handler([](const httplib::Request&, httplib::Response& to) {
      const Exchange& exchange = *current_exchange;
      hand_over(draft_response(exchange.request, exchange.dispatcher, exchange.after), to);
      return HandlerResponse::Handled;
    });
    set_exception_handler([unhandled = std::move(unhandled)](const httplib::Request&, httplib::Response& to,
                                                             std::exception_ptr thrown) {
      const Exchange& exchange = *current_exchange;
      if (unhandled) unhandled(describe(thrown));
      hand_over(draft_failure(exchange.request, exchange.after), to);
    });
    // Runs last: takes out what httplib added (Connection, Content-Type, Content-Length, Accept-Ranges).
    set_post_routing_handler([](const httplib::Request&, httplib::Response& to) { to.headers.clear(); });
  }

  // "Close" is for httplib alone and spares it the making of a Keep-Alive header; what is sent is ours.
  void run(ExchangeStream& stream) {
    bool closed = false;
#ifdef CPPHTTPLIB_VERSION_NUM
    process_request(stream, {}, 0, {}, 0, true, closed, nullptr);
#else
    process_request(stream, true, closed, nullptr);
#endif
  }
};

HttplibAdapter::HttplibAdapter(std::function<void(std::string_view)> unhandled)
    : server_(std::make_unique<Server>(std::move(unhandled))) {}

HttplibAdapter::~HttplibAdapter() = default;

Answer HttplibAdapter::answer(Request& request, const Dispatcher& dispatcher, AfterResponse after) {
  Exchange exchange{request, dispatcher, after};
  Exchange* const outer = std::exchange(current_exchange, &exchange);
  ExchangeStream stream(exchange);
  server_->run(stream);
  current_exchange = outer;
  return std::move(exchange.draft.answer);
}

}  // namespace http
