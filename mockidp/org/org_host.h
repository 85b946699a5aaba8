#pragma once
// The orgs of a process, as the control API sees them. The server implements it.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/org_document.h"
#include "mockidp/org/org.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

using OrgProblems = std::vector<DocumentProblem>;

class OrgHost {
 public:
  virtual ~OrgHost() = default;
  virtual std::vector<std::shared_ptr<Org>> orgs() const = 0;          // the default one first
  virtual std::shared_ptr<Org> find(std::string_view name) const = 0;  // null: no such org
  virtual protocol::Json document(
      std::string_view name) const = 0;  // as created and patched; null if unknown
  // Listens on a free port of its own and is seeded when this returns. A taken name, a bad document or a port
  // that cannot be had are problems.
  virtual protocol::Result<std::shared_ptr<Org>, OrgProblems> create(std::string name,
                                                                     protocol::Json document) = 0;
  // JSON merge patch, live: nobody sees a half-changed directory. People that the patched document adds,
  // changes or no longer has are added, changed and removed; everything else about people stays, and so does
  // what was issued and rests on nothing that was taken away.
  virtual protocol::Result<protocol::Ok, OrgProblems> patch(std::string_view name,
                                                            const protocol::Json& patch) = 0;
  // As just created from its present document: people seeded anew, everything issued gone, clock, faults,
  // journal too.
  virtual bool reset(std::string_view name) = 0;
  virtual bool drop(std::string_view name) = 0;  // false: unknown, or the default org
};

}  // namespace mockidp
