#pragma once
// Cookies as browsers keep and send them (RFC 6265bis): ports do not count, loopback hosts are secure enough
// for Secure.

#include <string>
#include <string_view>
#include <vector>

#include "conformance/browser/user_agent.h"
#include "conformance/oracle/url.h"

namespace conformance {

enum class Navigation { same_site, cross_site };

class CookieJar {
 public:
  void store(const Url& from, std::string_view set_cookie);
  void put(const Url& url, Cookie cookie);
  void clear() { kept_.clear(); }
  // Longest path first; which of them a request of that kind carries depends on SameSite.
  std::vector<Cookie> matching(const Url& url) const;
  std::string header(const Url& url, std::string_view method, Navigation navigation) const;

 private:
  struct Kept {
    Cookie cookie;
    bool host_only = true;
  };
  void replace(Kept kept, bool expired);
  std::vector<Kept> kept_;
};

}  // namespace conformance
