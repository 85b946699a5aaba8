#include "conformance/report/printable.h"

#include "mockidp/testing/catch.h"

TEST_CASE("what a client says cannot steer a terminal or break XML", "[report]") {
  struct Row {
    const char *text, *shown;
  };
  const auto row = GENERATE(Row{"plain\n\ttext", "plain\n\ttext"}, Row{"Zoë → €😀", "Zoë → €😀"},
                            Row{"\033[2J", "?[2J"}, Row{"a\rb\x7f", "a?b?"}, Row{"\xc2\x9b", "?"},
                            Row{"\xff\xfe", "??"}, Row{"\xc0\x80", "??"}, Row{"\xe2\x82", "??"},
                            Row{"\xed\xa0\x80", "???"}, Row{"\xf4\x90\x80\x80", "????"}, Row{"", ""});
  CAPTURE(row.text);
  CHECK(conformance::printable(row.text) == row.shown);
}
