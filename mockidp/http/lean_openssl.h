#pragma once
// What a program that wants to stay small asks of OpenSSL.

namespace http {

// Starts OpenSSL as it would start itself when it is first used, less what nobody here asks for: the texts of
// its errors, and the machine's openssl.cnf, so that a mock does the same on every machine. That is 0.8 MB
// and a tenth of the start. Only the first call in a process counts, and cpp-httplib's shared library makes
// one, for everything, when it is loaded: so it has to be in the program's .preinit_array.
void start_openssl_lean();

}  // namespace http
