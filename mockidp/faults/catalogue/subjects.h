#pragma once
// The parts of the catalogue, one file a subject.

#include <span>

#include "mockidp/faults/faults.h"

namespace mockidp {

std::span<const FaultInfo> faults_of_any_answer();
std::span<const FaultInfo> faults_of_token_answers();
std::span<const FaultInfo> faults_of_id_token_claims();
std::span<const FaultInfo> faults_of_id_token_signature();
std::span<const FaultInfo> faults_of_access_token_claims();
std::span<const FaultInfo> faults_of_access_token_signature();
std::span<const FaultInfo> faults_of_userinfo();
std::span<const FaultInfo> faults_of_keys();

}  // namespace mockidp
