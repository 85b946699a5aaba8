#include "mockidp/people/message.h"

namespace mockidp {

std::string_view to_string(Channel channel) {
  switch (channel) {
    case Channel::email:
      return "email";
    case Channel::sms:
      return "sms";
    case Channel::voice:
      break;
  }
  return "voice";
}

}  // namespace mockidp
