#include "mockidp/directory/expression/expression.h"
#include "mockidp/fuzz/property.h"
#include "mockidp/fuzz/targets.h"

namespace mockidp::fuzz {

void expression_language(std::string_view bytes) {
  const auto parsed = expression::Expression::parse(bytes);
  if (!parsed) {
    hold(parsed.error().position <= bytes.size(), "what is wrong stands in the text");
    hold(!parsed.error().message.empty(), "what is wrong is told");
    return;
  }
  hold(bytes.size() <= expression::kMostExpressionBytes, "an expression has a limited length");
  const std::vector<expression::GroupName> groups{{"00g1", "Everyone"}, {"00g2", "Engineering"}};
  expression::Facts facts;
  facts.groups = &groups;
  facts.attribute = [](std::string_view, std::string_view name) {
    return name.size() % 2 == 0 ? expression::Value() : expression::Value(std::string(name));
  };
  for (const bool has_person : {true, false}) {
    facts.has_person = has_person;
    const auto value = parsed->evaluate(facts);
    if (!value) continue;
    const auto* text = value->text();
    hold(text == nullptr || text->size() <= expression::kMostTextBytes, "a text has a limited length");
    const auto again = parsed->evaluate(facts);
    hold(again && *again == *value, "evaluation is pure");
  }
}

}  // namespace mockidp::fuzz
