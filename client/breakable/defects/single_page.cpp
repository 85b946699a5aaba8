// RT-16: what a single-page app does that cannot renew its tokens unseen.
#include "client/breakable/around.h"
#include "client/breakable/defect.h"

namespace breakable::defects {

std::vector<Defect> single_page() {
  return {
      {"failed_renewal_ignored",
       "when the frame brings no tokens, nothing happens, and the page goes on with the old ones",
       {"RT-16", "RT-16-ended"},
       {},
       [](SpaParts& parts) {
         parts.around.push_back(with_safeguard("afterFailedRenewal", "() => 'ignore'"));
       }},
      {"silent_renewal_insisted_on",
       "what the frame could not do is asked for by redirect, still with prompt=none, until it works",
       {"RT-16-ended"},
       {},
       [](SpaParts& parts) {
         parts.around.push_back(with_safeguard("parametersOfGoing", "{ prompt: 'none' }"));
         parts.around.push_back(with_safeguard("afterRefusal", "'begin anew'"));
       }},
  };
}

}  // namespace breakable::defects
