# Third-party packages, all from Debian 12. One variable or target each, so that a folder
# that links it says so.
find_package(OpenSSL 3.0 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(CURL REQUIRED)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_path(MUSTACHE_INCLUDE_DIR kainjow/mustache.hpp REQUIRED)
# A sign-in allocates some thousand times; with it a flow takes a tenth less of the processor. A build without it does the same.
find_package(mimalloc QUIET)
find_package(pugixml REQUIRED)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
# Their headers alone: each shared library costs a process some hundred kilobytes of resident memory and some hundred
# microseconds of its start, and of these two a few kilobytes are used.
add_library(mockidp_spdlog INTERFACE)
target_include_directories(mockidp_spdlog SYSTEM INTERFACE
                           $<TARGET_PROPERTY:spdlog::spdlog_header_only,INTERFACE_INCLUDE_DIRECTORIES>)
target_compile_definitions(mockidp_spdlog INTERFACE
                           $<TARGET_PROPERTY:spdlog::spdlog_header_only,INTERFACE_COMPILE_DEFINITIONS>)
target_link_libraries(mockidp_spdlog INTERFACE Threads::Threads fmt::fmt-header-only)
# Debian ships cpp-httplib as a compiled library with pkg-config; elsewhere it is one header.
pkg_check_modules(HTTPLIB IMPORTED_TARGET cpp-httplib)
if(NOT HTTPLIB_FOUND)
  find_path(HTTPLIB_INCLUDE_DIR httplib.h REQUIRED)
  add_library(mockidp_httplib INTERFACE)
  target_include_directories(mockidp_httplib SYSTEM INTERFACE ${HTTPLIB_INCLUDE_DIR})
  target_link_libraries(mockidp_httplib INTERFACE Threads::Threads)
else()
  add_library(mockidp_httplib ALIAS PkgConfig::HTTPLIB)
endif()
if(MOCKIDP_TESTS)
  find_package(Catch2 REQUIRED)
  find_package(yaml-cpp REQUIRED)  # reads Okta's OpenAPI description, of the contract tests
  include(CTest)
  include(Catch)
endif()
