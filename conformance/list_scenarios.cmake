# Build step: writes OUTPUT, the list of all scenarios, from the files SOURCES below ROOT. scenarios/callback/x.cpp holds
# conformance::callback::x(), which answers with one Scenario or with several rows.
set(declarations "")
set(rows "")
foreach(source IN LISTS SOURCES)
  file(RELATIVE_PATH path ${ROOT} ${source})
  string(REGEX REPLACE "\\.cpp$" "" path ${path})
  get_filename_component(chapter ${path} DIRECTORY)
  get_filename_component(name ${path} NAME)
  file(READ ${source} text)
  # Both kinds have the same name for the linker, so the declaration has to tell them apart.
  if(text MATCHES "vector<Scenario> ${name}\\(\\)")
    set(type "std::vector<Scenario>")
  else()
    set(type "Scenario")
  endif()
  string(APPEND declarations "namespace ${chapter} {\n${type} ${name}();\n}\n")
  string(APPEND rows "    add(all, \"${path}\", ${chapter}::${name}());\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"conformance/scenario.h\"

namespace conformance {

${declarations}
namespace {

[[maybe_unused]] void add(std::vector<Scenario>& all, const char* path, Scenario scenario) {
  scenario.path = path;
  all.push_back(std::move(scenario));
}

[[maybe_unused]] void add(std::vector<Scenario>& all, const char* path, std::vector<Scenario> rows) {
  for (auto& row : rows) add(all, path, std::move(row));
}

}  // namespace

const std::vector<Scenario>& all_scenarios() {
  static const std::vector<Scenario> scenarios = [] {
    std::vector<Scenario> all;
${rows}    return all;
  }();
  return scenarios;
}

}  // namespace conformance
")
