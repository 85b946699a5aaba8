#include "conformance/browser/html_elements.h"

#include "mockidp/testing/catch.h"

using conformance::has_element;
using conformance::link_targets;

TEST_CASE("markup is told from text that looks like it", "[browser]") {
  struct Row {
    const char* html;
    bool found;
  };
  const auto row =
      GENERATE(Row{"<p>Error: <x-mark onclick=1></p>", true}, Row{"<p title=''><X-MARK ></p>", true},
               Row{"<x-mark/>", true}, Row{"<template><x-mark></template>", true},
               Row{"<p>&lt;x-mark&gt;</p>", false}, Row{"<p title='<x-mark>'>", false},
               Row{"<textarea><x-mark></textarea>", false}, Row{"<!-- <x-mark> -->", false},
               Row{"<script>var e = '<x-mark>'</script>", false}, Row{"<x-marked>", false}, Row{"", false});
  CAPTURE(row.html);
  CHECK(has_element(row.html, "x-mark") == row.found);
}

TEST_CASE("link targets are read decoded", "[browser]") {
  CHECK(link_targets("<a href='&#106;avascript:x'>a</a><form action=/f><button formaction=b></form>") ==
        std::vector<std::string>{"javascript:x", "/f", "b"});
  CHECK(link_targets("<p>href=x</p>").empty());
}
