// breakable --defect NAME [flags of the client], or --way=NAME
#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "client/api/program.h"
#include "client/breakable/defect.h"
#include "client/breakable/ways.h"
#include "client/spa/program.h"
#include "client/webapp/program.h"
#include "mockidp/protocol/json.h"

namespace {

constexpr int kWrongUse = 2;
constexpr const char* kUsage =
    "breakable: a reference client with one named rule taken out, to see the conformance suite find it.\n"
    "\n"
    "  breakable --list-defects          what there is, as JSON\n"
    "  breakable --defect NAME [FLAG…]   starts webapp, api or spa, as the defect wants, with its own flags\n"
    "  breakable --way=NAME [FLAG…]      starts a correct webapp that works in another way\n"
    "\n"
    "Never put it where anybody can reach it: it is insecure on purpose.\n";

// A client and what it borrows, for as long as it answers.
class Broken {
 public:
  template <class TheParts>
  explicit Broken(TheParts parts)
      : transport_(parts.transport),
        client_(breakable::assemble(std::move(parts), {transport_, clock_, random_})) {}
  http::Response answer(http::Request& request) const { return client_(request); }

 private:
  rp::CurlTransport transport_;
  protocol::SystemClock clock_;
  protocol::SystemRandom random_;
  http::Dispatcher client_;
};

// What webapp and api make of their options, without the rule.
template <class TheParts>
auto maker(const std::function<void(TheParts&)>& apply) {
  return [apply](const auto& options) -> http::Dispatcher {
    TheParts parts;
    parts.options = options;
    parts.transport.deadline = options.provider_timeout;
    apply(parts);
    const auto broken = std::make_shared<Broken>(std::move(parts));
    return [broken](http::Request& request) { return broken->answer(request); };
  };
}

int run(const breakable::Defect& defect, std::vector<char*>& arguments) {
  const int count = static_cast<int>(arguments.size());
  if (const auto* apply = std::get_if<breakable::BreakWebApp>(&defect.apply))
    return webapp::run_program(count, arguments.data(), maker(*apply));
  if (const auto* page = std::get_if<breakable::BreakSpa>(&defect.apply))
    return spa::run_program(count, arguments.data(), [page](const spa::Options& options) {
      breakable::SpaParts parts{.options = options};
      (*page)(parts);
      return breakable::assemble(parts);
    });
  return api::run_program(count, arguments.data(), maker(std::get<breakable::BreakApi>(defect.apply)));
}

int list_defects() {
  auto list = protocol::Json::array();
  for (const auto& defect : breakable::all_defects())
    list.push_back({{"name", defect.name},
                    {"chapter", defect.chapter},
                    {"client", defect.client()},
                    {"takes_out", defect.takes_out},
                    {"must", defect.must},
                    {"may", defect.may}});
  std::cout << protocol::to_pretty_text(list) << "\n";
  return 0;
}

int wrong_use(const std::string& what) {
  std::cerr << "breakable: " << what << "\n\n" << kUsage;
  return kWrongUse;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<char*> rest{argv[0]};
  std::string name, way_name;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--list-defects") return list_defects();
    if (argument == "--defect" && i + 1 < argc)
      name = argv[++i];
    else if (argument.starts_with("--defect="))
      name = argument.substr(9);
    else if (argument.starts_with("--way="))
      way_name = argument.substr(6);
    else
      rest.push_back(argv[i]);
  }
  if (name.empty() && rest.size() == 2 && std::string_view(rest[1]) == "--help") {
    std::cout << kUsage;
    return 0;
  }
  if (const auto* way = breakable::find_way(way_name))
    return webapp::run_program(static_cast<int>(rest.size()), rest.data(),
                               maker<breakable::WebAppParts>(way->apply));
  if (!way_name.empty()) return wrong_use("there is no way " + way_name + "; see client/breakable/ways.cpp");
  if (name.empty()) return wrong_use("which defect? --defect NAME");
  const auto* defect = breakable::find_defect(name);
  if (defect == nullptr) return wrong_use("there is no defect " + name + "; see --list-defects");
  std::cerr << "breakable: " << defect->client() << " without this: " << defect->takes_out << "\n";
  return run(*defect, rest);
}
