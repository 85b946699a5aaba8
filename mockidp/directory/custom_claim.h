#pragma once
// Claims that an administrator adds to the tokens of a custom authorization server, and the groups claim that
// an app may have at the org server, by the names of Okta's API.

#include <memory>
#include <string>
#include <vector>

namespace mockidp {

namespace expression {
class Expression;
class Pattern;
}  // namespace expression

enum class GroupFilterType { STARTS_WITH, EQUALS, CONTAINS, REGEX };

// Which of a person's groups a claim lists. All but REGEX ignore the case of ASCII letters.
struct GroupFilter {
  GroupFilterType type = GroupFilterType::STARTS_WITH;
  std::string value;
  std::shared_ptr<const expression::Pattern> pattern;  // of REGEX; never null there
};

enum class ClaimType { RESOURCE, IDENTITY };  // of access tokens; of ID tokens and userinfo
enum class ClaimValueType { EXPRESSION, GROUPS, SYSTEM };

struct CustomClaim {
  std::string id;  // ocl…
  std::string name;
  bool active = true;
  ClaimType type = ClaimType::RESOURCE;
  ClaimValueType value_type = ClaimValueType::EXPRESSION;
  std::string value;
  std::shared_ptr<const expression::Expression> expression;  // read from `value`; null for GROUPS
  GroupFilter filter;                                        // of GROUPS
  std::vector<std::string> scopes;                           // that bring it; none: any
  // false, of IDENTITY only: not in an ID token that comes beside an access token, but in userinfo.
  bool always_include = true;
};

struct GroupsClaim {
  std::string name = "groups";
  GroupFilter filter;
};

}  // namespace mockidp
