#include "mockidp/http/local_client.h"

#include <httplib.h>

namespace http {
namespace {

std::string why_no_answer(const LocalCall& call, httplib::Error error) {
  using enum httplib::Error;
  if (error != SSLConnection && error != SSLLoadingCerts && error != SSLServerVerification)
    return "nothing answers at " + call.base_url;
  if (call.authority_file.empty()) return "the certificate of " + call.base_url + " is not trusted here";
  return "the certificate of " + call.base_url + " is not one of " + call.authority_file;
}

}  // namespace

protocol::Result<LocalAnswer, std::string> call_local(const LocalCall& call) {
  httplib::Client client(call.base_url);
  if (!client.is_valid()) return protocol::fail("\"" + call.base_url + "\" is not an address of a provider");
  client.set_connection_timeout(call.timeout);
  client.set_read_timeout(call.timeout);
  client.set_follow_location(false);
  if (!call.authority_file.empty()) client.set_ca_cert_path(call.authority_file.c_str());

  httplib::Request request;
  request.method = call.method;
  request.path = call.path;
  if (!call.bearer_token.empty()) request.set_header("Authorization", "Bearer " + call.bearer_token);
  if (!call.json_body.empty()) {
    request.set_header("Content-Type", "application/json");
    request.body = call.json_body;
  }
  const auto answer = client.send(request);
  if (!answer) return protocol::fail(why_no_answer(call, answer.error()));
  return LocalAnswer{answer->status, answer->body};
}

}  // namespace http
