#pragma once
// Result<T, E>: a value, or why there is none. For everything that a request, a file or a peer can cause.

#include <cassert>
#include <type_traits>
#include <utility>
#include <variant>

namespace protocol {

template <class E>
struct Failure {
  E error;
};

// return fail(OAuthError{...});
template <class E>
Failure<std::decay_t<E>> fail(E&& error) {
  return {std::forward<E>(error)};
}

template <class T, class E>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  template <class F>
  requires std::is_constructible_v<E, F> Result(Failure<F> failure)
      : state_(std::in_place_index<1>, E(std::move(failure.error))) {}

  explicit operator bool() const { return state_.index() == 0; }
  const T& operator*() const& { return assert(*this), *std::get_if<0>(&state_); }
  T& operator*() & { return assert(*this), *std::get_if<0>(&state_); }
  T&& operator*() && { return assert(*this), std::move(*std::get_if<0>(&state_)); }
  const T* operator->() const { return assert(*this), std::get_if<0>(&state_); }
  T* operator->() { return assert(*this), std::get_if<0>(&state_); }
  const E& error() const { return assert(!*this), *std::get_if<1>(&state_); }

 private:
  std::variant<T, E> state_;
};

struct Ok {};  // Result<Ok, E>: it went well, and there is nothing to say

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace protocol
