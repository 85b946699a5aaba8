#include "mockidp/directory/expression/expression.h"

#include "mockidp/testing/catch.h"

namespace mockidp::expression {
namespace {

const std::vector<GroupName> kGroups{
    {"00gall", "Everyone"}, {"00geng", "Engineering"}, {"00gops", "Ops West"}};

Value attribute_for_test(std::string_view root, std::string_view name) {
  if (root == "user" && name == "firstName") return Value(std::string("Ann"));
  if (root == "user" && name == "lastName") return Value(std::string("Archer"));
  if (root == "user" && name == "login") return Value(std::string("ann@example.com"));
  if (root == "user" && name == "level") return Value(std::string("7"));
  if (root == "user" && name == "isAdmin") return Value(std::string("true"));
  if (root == "appuser" && name == "userName") return Value(std::string("ann@example.com"));
  if (root == "app" && name == "clientId") return Value(std::string("the-app"));
  if (root == "access" && name == "scope") return Value(List{Value(std::string("openid"))});
  return Value();
}

Facts facts_for_test() {
  Facts facts;
  facts.attribute = attribute_for_test;
  facts.groups = &kGroups;
  return facts;
}

// As JSON writes it, more or less: null, true, 7, 'text', [a, b].
std::string shown(const Value& value) {
  if (value.is_null()) return "null";
  if (const auto* truth = value.truth()) return *truth ? "true" : "false";
  if (const auto* number = value.number()) return std::to_string(*number);
  if (const auto* text = value.text()) return "'" + *text + "'";
  std::string out;
  for (const Value& item : *value.list()) out += (out.empty() ? "" : ", ") + shown(item);
  return "[" + out + "]";
}

std::string result_of(const std::string& text, const Facts& facts = facts_for_test()) {
  const auto expression = Expression::parse(text);
  if (!expression)
    return "at " + std::to_string(expression.error().position) + ": " + expression.error().message;
  const auto value = expression->evaluate(facts);
  return value ? shown(*value) : "failed: " + value.error().message;
}

struct Row {
  const char* text;
  const char* result;
};

void check_rows(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(result_of(row.text) == row.result);
  }
}

}  // namespace

TEST_CASE("attributes, texts, numbers and lists are values", "[expression]") {
  check_rows({
      {"user.firstName", "'Ann'"},
      {"user.nothing", "null"},
      {"app.clientId", "'the-app'"},
      {"access.scope", "['openid']"},
      {R"("a\"b")", "'a\"b'"},
      {"'single'", "'single'"},
      {"-7", "-7"},
      {"true", "true"},
      {"null", "null"},
      {"{1, 'two', {}}", "[1, 'two', []]"},
  });
}

TEST_CASE("operators bind as in Okta's language, the words in both spellings", "[expression]") {
  check_rows({
      {R"(user.firstName + " " + user.lastName)", "'Ann Archer'"},
      {"1 + 2 == 3", "true"},
      {"'a' + 1", "'a1'"},
      {"'a' + user.nothing", "'anull'"},
      {"1 < 2 and 2 <= 2 && 3 > 2 AND 3 >= 3", "true"},
      {"false or true", "true"},
      {"true || user.firstName < 1", "true"},
      {"false && user.firstName < 1", "false"},
      {"!false", "true"},
      {"NOT (1 == 1)", "false"},
      {"'b' > 'a'", "true"},
      {"user.nothing > 1", "false"},
      {"user.nothing == null", "true"},
      {"user.firstName != null", "true"},
      {"1 == '1'", "false"},
      {"true or false and false", "true"},
  });
}

TEST_CASE("the ternary and the Elvis operator choose, and evaluate only what they choose", "[expression]") {
  check_rows({
      {"(appuser != null) ? appuser.userName : app.clientId", "'ann@example.com'"},
      {"user.nothing ?: 'other'", "'other'"},
      {"'' ?: 'other'", "'other'"},
      {"user.firstName ?: 1 + 'x' < 2", "'Ann'"},
      {"true ? 'yes' : 1 < 'x'", "'yes'"},
      {"false ? 1 : true ? 2 : 3", "2"},
      {"user.isAdmin ? 'admin' : 'no'", "'admin'"},
      {"user.nothing ? 'set' : 'not set'", "'not set'"},
      {"user.firstName ? 1 : 2", "failed: a condition must be true or false"},
  });
}

TEST_CASE("without a person there is no user and no app user", "[expression]") {
  auto facts = facts_for_test();
  facts.has_person = false;
  CHECK(result_of("(appuser != null) ? appuser.userName : app.clientId", facts) == "'the-app'");
  CHECK(result_of("null == user", facts) == "true");
  CHECK(result_of("app == null", facts) == "false");
  facts.groups = nullptr;
  CHECK(result_of("isMemberOfGroupName('Everyone')", facts) == "false");
}

TEST_CASE("functions of texts", "[expression]") {
  check_rows({
      {"String.append('a', 'b')", "'ab'"},
      {"String.join('-', 'a', 'b', 1)", "'a-b-1'"},
      {"String.len('four')", "4"},
      {"String.removeSpaces(' a b ')", "'ab'"},
      {"String.replace('aXbX', 'X', '-')", "'a-b-'"},
      {"String.replaceFirst('aXbX', 'X', '-')", "'a-bX'"},
      {"String.replace('abc', '', '-')", "'abc'"},
      {"String.stringContains(user.login, '@example.com')", "true"},
      {"String.stringSwitch('West Coast', 'none', 'East', 'e', 'West', 'w')", "'w'"},
      {"String.stringSwitch('North', 'none', 'East', 'e')", "'none'"},
      {"String.substring('abcd', 1, 3)", "'bc'"},
      {"String.substring('abcd', 0, 4)", "'abcd'"},
      {"String.substring('Müller', 0, 2)", "'Mü'"},
      {"String.substring('Müller', 1, 2)", "'ü'"},
      {"String.substring('a€😀', 2, 3)", "'😀'"},
      {"String.substring('a€😀', 3, 3)", "''"},
      {"String.substring('Müller', 0, 7)", "failed: String.substring: the text has only 6 characters"},
      {"String.len('Müller')", "6"},
      {"String.len('a€😀')", "3"},
      {"String.substring('abcd', 0, 5)", "failed: String.substring: the text has only 4 characters"},
      {"String.substringAfter(user.login, '@')", "'example.com'"},
      {"String.substringBefore(user.login, '@')", "'ann'"},
      {"String.substringBefore('plain', '@')", "'plain'"},
      {"String.substringAfter('plain', '@')", "''"},
      {"String.toUpperCase(user.firstName)", "'ANN'"},
      {"toLowerCase('ABC')", "'abc'"},
      {"String.toUpperCase(user.nothing)", "null"},
      {"Convert.toInt(user.level) + 1", "8"},
      {"Convert.toInt('7a')", "failed: Convert.toInt: the text is no whole number"},
      {"String.len({1})", "failed: String.len: argument 1 must be a text"},
  });
}

TEST_CASE("functions of lists", "[expression]") {
  check_rows({
      {"Arrays.contains({'a', 'b'}, 'b')", "true"},
      {"Arrays.contains(access.scope, 'profile')", "false"},
      {"Arrays.size({1, 2})", "2"},
      {"Arrays.isEmpty({})", "true"},
      {"Arrays.get({'a', 'b'}, 1)", "'b'"},
      {"Arrays.get({'a'}, 1)", "failed: Arrays.get: the list has only 1 items"},
      {"Arrays.add({1}, 2)", "[1, 2]"},
      {"Arrays.remove({1, 2, 1}, 1)", "[2]"},
      {"Arrays.clear({1})", "[]"},
      {"Arrays.flatten(1, {2, 3}, null, 'x')", "[1, 2, 3, 'x']"},
      {"Arrays.toCsvString({'a', 1})", "'a,1'"},
  });
}

TEST_CASE("functions of groups", "[expression]") {
  check_rows({
      {"isMemberOfGroup('00geng')", "true"},
      {"isMemberOfGroup('Engineering')", "false"},
      {"isMemberOfAnyGroup('00gnone', '00gops')", "true"},
      {"isMemberOfGroupName('Engineering')", "true"},
      {"isMemberOfGroupName('engineering')", "false"},
      {"isMemberOfGroupNameStartsWith('Ops')", "true"},
      {"isMemberOfGroupNameContains('West')", "true"},
      {"isMemberOfGroupNameRegex('Eng.*')", "true"},
      {"isMemberOfGroupNameRegex('Eng')", "false"},
      {"isMemberOfGroupNameRegex('(?i)ENG.*')", "true"},
      {"Groups.startsWith('OKTA', 'E', 10)", "['Everyone', 'Engineering']"},
      {"Groups.startsWith('OKTA', 'E', 1)", "['Everyone']"},
      {"Groups.endsWith('OKTA', 'West', 10)", "['Ops West']"},
      {"Groups.contains('OKTA', 'ngin', 10)", "['Engineering']"},
      {"Groups.contains('active_directory', 'x', 10)",
       "failed: Groups.contains: only groups of \"OKTA\" are there"},
      {"getFilteredGroups({'00gops', '00gnone'}, 'group.name', 50)", "['Ops West']"},
      {"getFilteredGroups({'00gops'}, 'group.id', 50)", "['00gops']"},
      {"getFilteredGroups({'00gops'}, 'group.size', 50)",
       "failed: getFilteredGroups: argument 2 must be \"group.name\" or \"group.id\""},
  });
}

TEST_CASE("what is not understood is told with its position", "[expression]") {
  check_rows({
      {"", "at 0: the expression ends too early"},
      {"user.", "at 0: a name is missing after a dot"},
      {"usr.login", "at 0: nothing is called usr; did you mean user?"},
      {"1 + + 2", "at 4: did not expect + here"},
      {"(1", "at 2: the expression ends too early"},
      {"1 2", "at 2: did not expect 2 here"},
      {"'open", "at 0: the quote is not closed"},
      {"1 # 2", "at 2: the character '#' means nothing here"},
      {"1.5", "at 1: only whole numbers are supported"},
      {"99999999999999999999", "at 0: the number is too large"},
      {"String.shout('x')", "at 0: the function String.shout is not supported; did you mean String.join?"},
      {"1 + String.uppercase('x')",
       "at 4: the function String.uppercase is not supported; did you mean String.toUpperCase?"},
      {"String.toupperCase('x')",
       "at 0: the function String.toupperCase is not supported; did you mean String.toUpperCase?"},
      {"String.len()", "at 0: String.len takes 1 arguments, not 0"},
      {"String.join('-')", "at 0: String.join takes 2 or more arguments, not 1"},
      {"app.secret", "at 0: app has no secret here"},
      {"user.manager.name", "at 0: user.manager.name goes deeper than is supported"},
      {"user", "at 0: user can only be compared with null; name one of its attributes"},
      {"true ? appuser : 1", "at 7: appuser can only be compared with null; name one of its attributes"},
      {"user == 'x'", "at 0: user can only be compared with null; name one of its attributes"},
      {"isMemberOfGroupNameRegex(user.firstName)",
       "at 25: the regular expression must be written out, in quotes"},
  });
  CHECK_THAT(result_of("isMemberOfGroupNameRegex('(')"),
             ContainsSubstring("at 25: not a regular expression"));
}

TEST_CASE("length, depth and results are bounded", "[expression]") {
  CHECK(result_of("'" + std::string(kMostExpressionBytes - 2, 'x') + "'").size() == kMostExpressionBytes);
  CHECK(result_of("'" + std::string(kMostExpressionBytes - 1, 'x') + "'") ==
        "at 1024: an expression has at most 1024 characters");
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + '1' + std::string(depth, ')');
  };
  CHECK(result_of(nested(kMostDepth)) == "1");
  CHECK(result_of(nested(kMostDepth + 1)) == "at 33: the expression is nested too deeply");
  std::string long_sum = "'a'";
  while (long_sum.size() + 4 <= kMostExpressionBytes) long_sum += "+'a'";
  CHECK(result_of(long_sum).size() == 258);
  // Each replacement makes the text a hundred times as long.
  const std::string grow = "String.replace('aaaaaaaaaa', 'a', '" + std::string(100, 'a') + "')";
  CHECK(result_of("String.len(" + grow + ")") == "1000");
  CHECK(result_of("String.replace(" + grow + ", 'a', '" + std::string(100, 'b') + "')") ==
        "failed: String.replace: the text becomes too long");
}

}  // namespace mockidp::expression
