#pragma once
// The pages that people see: one typed model each, rendered from the template of the same name in this
// folder. Every value is escaped. Any thread; templates are built in and parsed when first used.
// Here is what all pages share, and those that are no step of a sign-in; sign_in_pages.h, enrolment_pages.h
// and closing_pages.h have the steps.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockidp/protocol/form.h"

namespace mockidp {

// What stands around every page.
struct PageFrame {
  std::string org_name;
  std::string org_url;
  std::string app_label;  // "Connecting to …"; empty: the org itself
};

// Hidden fields that tie a form to its sign-in and to the pages of it.
struct FormProof {
  std::string state_token;
  std::string csrf;
};

// The sign-in cannot go on. Offers what is known of a way back: a fresh start of the same sign-in, or a link.
struct StopPage {
  PageFrame frame;
  std::string heading = "Sign In";
  std::string message;   // what went wrong; may be empty
  std::string advice;    // a sentence more; may be empty
  FormProof proof;       // set: a "Back to sign in" button
  std::string link_url;  // set: a link, where nothing can be posted any more
  std::string link_text;
};
std::string render(const StopPage& page);

// "400 Bad Request … Your request resulted in an error." (docs/okta-behaviour.md, Sign-in pages).
struct ErrorPage {
  PageFrame frame;
  std::string identity_provider = "Unknown";
  std::string error_code;
  std::string description;
};
std::string render(const ErrorPage& page);

// The end-user dashboard: who is signed in to the org, the apps that can be started from here, and the way
// out.
struct HomePage {
  struct Tile {
    std::string label;
    std::string url;  // where the app begins a sign-in
  };
  PageFrame frame;
  std::string display_name;
  std::string login;
  std::vector<Tile> tiles;
};
std::string render(const HomePage& page);

// response_mode=form_post: posts the parameters to `action` by script, or by a button without.
std::string render_form_post(std::string_view action, const protocol::Params& parameters,
                             std::string_view nonce);
// response_mode=okta_post_message: posts one object with the parameters, and nothing else, to the opener or
// parent.
std::string render_post_message(std::string_view target_origin, const protocol::Params& parameters,
                                std::string_view nonce);

// The pages' one style sheet is inline; this is its source expression for a content security policy:
// 'sha256-…'.
std::string style_source();

std::string_view favicon_svg();

// For designing: from now on templates are read from `directory` at each rendering. Call before requests are
// served.
void read_pages_from(std::string directory);

}  // namespace mockidp
