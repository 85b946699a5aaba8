#pragma once
// One function a step of the sign-in: what the engine asks becomes the page of it. show_step() is their only
// caller.

#include <initializer_list>
#include <string>

#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/pages/sign_in_pages.h"

namespace mockidp {

// Who it is, and the proofs.
http::Response show_page(Exchange& exchange, const SignInState& state, const Identify& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const ChallengePassword& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const RecoverIdentify& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const SelectAuthenticator& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const SendCode& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const EnterCode& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const AnswerQuestion& step);
// What is set up.
http::Response show_page(Exchange& exchange, const SignInState& state, const SelectEnrolment& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const EnrolPhone& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const EnrolOtp& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const EnrolQuestion& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const SetPassword& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const EnrolProfile& step);
// What is asked last, and how it ends.
http::Response show_page(Exchange& exchange, const SignInState& state, const CheckEmail& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const AskConsent& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const AskToStay& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const Notice& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const Stop& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const Refuse& step);
http::Response show_page(Exchange& exchange, const SignInState& state, const Done& step);

// A page with all that pages of steps share. Whatever went wrong is its banner, until a field takes it.
template <class Page>
Page step_page(Exchange& exchange, const SignInState& state);
void fill_step_page(Exchange& exchange, const SignInState& state, StepPage& page);
// What stands below a field, if it is one of these that went wrong; the banner then says that a field has it.
std::string take_field_error(const SignInState& state, StepPage& page,
                             std::initializer_list<Problem> of_field);

// Whether a page's script may ask for something.
enum class Asking { nothing, next_step };
http::Response step_response(const SignInState& state, const StepPage& page, std::string html,
                             Asking asking = Asking::nothing);

template <class Page>
Page step_page(Exchange& exchange, const SignInState& state) {
  Page page;
  fill_step_page(exchange, state, page);
  return page;
}

}  // namespace mockidp
