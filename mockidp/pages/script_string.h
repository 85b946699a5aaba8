#pragma once
#include <string>
#include <string_view>

namespace mockidp {

// What may stand between the quotes of a string in an inline script: ASCII letters and digits as they are,
// everything else as \xNN or \uNNNN. So neither the string nor the script element can be left, and the result
// survives HTML escaping unchanged. Okta writes its state tokens like this. Invalid UTF-8 becomes \uFFFD.
std::string script_string(std::string_view text);

}  // namespace mockidp
