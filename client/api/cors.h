#pragma once
// Which pages of other origins may read this API's answers (Fetch, CORS protocol).

#include <string>
#include <vector>

#include "mockidp/http/message.h"

namespace api {

// Exact origins. Neither "*" nor credentials: tokens travel in a header that a page sets itself, so no cookie
// has to be let through, and no origin that was not named can read even a refusal.
class Cors {
 public:
  explicit Cors(std::vector<std::string> allowed_origins);

  static bool is_preflight(const http::Request& request);
  // `methods` are those of the path.
  http::Response answer_preflight(const http::Request& request,
                                  const std::vector<std::string>& methods) const;
  // For every other answer, refusals too: without the headers a page cannot tell a 401 from a lost network.
  void mark(const http::Request& request, http::Response& response) const;

 private:
  bool allows(const http::Request& request) const;
  const std::vector<std::string> allowed_origins_;
};

}  // namespace api
