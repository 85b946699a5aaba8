#pragma once
// The one place where bytes enter and leave a connection; TLS belongs in here and nowhere else. Never blocks.

#include <cstddef>
#include <span>
#include <string_view>

namespace http {

// A file descriptor that is closed once.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { close(); }

  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  void close();

 private:
  int number_;
};

class Channel {
 public:
  enum class Outcome { moved, would_block, ended, failed };
  struct Transfer {
    Outcome outcome = Outcome::failed;
    std::size_t bytes = 0;
    bool drained = false;  // reading: there is nothing more until the next event
  };

  explicit Channel(Descriptor socket) : socket_(std::move(socket)) {}

  Transfer read(std::span<char> into);
  Transfer write(std::string_view bytes);
  void end_writing();  // the peer reads to an end; we can still read
  void close() { socket_.close(); }
  int descriptor() const { return socket_.number(); }

 private:
  Descriptor socket_;
};

}  // namespace http
