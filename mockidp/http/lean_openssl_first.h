#pragma once
// For one source of a program: OpenSSL is started lean, before the initialiser of any library.

#include "mockidp/http/lean_openssl.h"

#ifdef __ELF__
namespace {

void start_openssl_first(int, char**, char**) { http::start_openssl_lean(); }
[[gnu::section(".preinit_array"), gnu::used]] void (*const kStartFirst)(int, char**,
                                                                        char**) = start_openssl_first;

}  // namespace
#endif
