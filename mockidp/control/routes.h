#pragma once
// What a control route is handed: guarded, with its org found and its body read. A new group of routes is one
// file and one line in control.cpp.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "mockidp/control/control.h"
#include "mockidp/control/json_answer.h"
#include "mockidp/protocol/form.h"

namespace mockidp {

struct ControlRequest {
  const http::Request& http;
  OrgHost& host;
  std::shared_ptr<Org> org;  // of {org}; null where the pattern has none
  protocol::Params query;
  const protocol::Json& body;  // an object; empty where none was sent
};

using ControlHandler = std::function<http::Response(ControlRequest&)>;

class ControlRoutes {
 public:
  ControlRoutes(http::Router& router, OrgHost& host, const ControlGuard& guard)
      : router_(router), host_(host), guard_(guard) {}
  // `pattern` follows /control/v1. Only `keys` may be members of the body: a misspelt one is refused by name.
  // An empty list: the route reads the body itself.
  void add(std::string_view method, std::string_view pattern, std::vector<std::string> keys,
           ControlHandler handler);

 private:
  http::Router& router_;
  OrgHost& host_;
  ControlGuard guard_;
};

// Reading the body: false and a refusal in `answer` if the member is there but not of that kind.
bool read_member(const protocol::Json& body, std::string_view key, std::string& value,
                 http::Response& answer);
bool read_member(const protocol::Json& body, std::string_view key, std::int64_t& value,
                 http::Response& answer);

// The query may have only `known` parameters, each once: nullopt, or the refusal, which says what was meant.
std::optional<http::Response> refuse_other_parameters(const protocol::Params& query,
                                                      const std::vector<std::string>& known);
// Reading the query, as read_member() reads the body.
struct CountRule {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
  std::uint64_t absent = 0;  // the value where there is none
};
bool read_count(const protocol::Params& query, std::string_view name, const CountRule& rule,
                std::uint64_t& value, http::Response& answer);
bool read_flag(const protocol::Params& query, std::string_view name, std::optional<bool>& value,
               http::Response& answer);

// By login, in any case, or by id.
std::optional<Person> person_named(const Org& org, std::string_view login_or_id);
http::Response unknown_person();  // 404

void add_org_control(ControlRoutes& routes);
void add_clock_control(ControlRoutes& routes);
void add_journal_control(ControlRoutes& routes);
void add_fault_control(ControlRoutes& routes);
void add_app_control(ControlRoutes& routes);
void add_people_control(ControlRoutes& routes);
void add_life_cycle_control(ControlRoutes& routes);
void add_enrolment_control(ControlRoutes& routes);
void add_grant_control(ControlRoutes& routes);
void add_message_control(ControlRoutes& routes);
void add_key_control(ControlRoutes& routes);
void add_session_control(ControlRoutes& routes);
void add_token_control(ControlRoutes& routes);
void add_diagnosis_control(ControlRoutes& routes);

}  // namespace mockidp
