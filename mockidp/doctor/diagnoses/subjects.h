#pragma once
// The doctor's table in parts, one file a subject, in the order in which an app meets them.

#include "mockidp/doctor/doctor.h"

namespace mockidp {

std::vector<Diagnosis> diagnoses_of_issuer();
std::vector<Diagnosis> diagnoses_of_client();
std::vector<Diagnosis> diagnoses_of_redirect();
std::vector<Diagnosis> diagnoses_of_access();
std::vector<Diagnosis> diagnoses_of_token_requests();
std::vector<Diagnosis> diagnoses_of_browser();
std::vector<Diagnosis> diagnoses_of_sign_out();

// What several of them ask. The authorization server of the app's issuer, slash and scheme forgiven; null if
// there is none. The app of the client id; null if there is none.
const AuthorizationServer* server_of(const Patient& patient);
const AppIntegration* app_of(const Patient& patient);
const Person* person_of(const Patient& patient);  // by login, in any case

// The same of a line of the journal. What its sign-in was asked with, if not what it came with itself.
const AuthorizationServer* server_of(const Patient& patient, const JournalLine& line);
const AppIntegration* app_of(const Patient& patient, const JournalLine& line);
const Person* person_of(const Patient& patient, const JournalLine& line);
std::string asked_with(const Patient& patient, const JournalLine& line, const std::string& parameter);

// Authorize and logout, which no page of another origin may call; browsers are sent there.
bool asks_for_page_by_script(const Patient& patient, const JournalLine& line);

// One thing seen, or nothing.
std::vector<Seen> seen_if(bool is_so, std::string what, std::string closest = {});

}  // namespace mockidp
