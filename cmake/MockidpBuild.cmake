# What every target of this project shares, and mockidp_room(), which makes one library
# and one test program out of one folder. Adding a source file touches no list.

add_library(mockidp_settings INTERFACE)
target_compile_features(mockidp_settings INTERFACE cxx_std_20)
target_include_directories(mockidp_settings INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
target_compile_options(mockidp_settings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 sees overlapping copies in std::string's own operator+ when it optimises (GCC bug 105651).
  target_compile_options(mockidp_settings INTERFACE -Wno-restrict)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  # What no program calls stays out of it: resident memory is one of the figures that are measured.
  target_compile_options(mockidp_settings INTERFACE -ffunction-sections -fdata-sections)
  target_link_options(mockidp_settings INTERFACE -Wl,--gc-sections)
  # Templates that a small room shares with the others (std::string's functions) are taken from any of them, and g++ would
  # write "rep movsb" there, which takes long to begin.
  include(CheckCXXCompilerFlag)
  set(MOCKIDP_SMALL -Os)
  check_cxx_compiler_flag(-mstringop-strategy=libcall MOCKIDP_STRINGOP_STRATEGY)
  if(MOCKIDP_STRINGOP_STRATEGY)
    list(APPEND MOCKIDP_SMALL -mstringop-strategy=libcall)
  endif()
  # The same relocations in a tenth of the bytes; the loader has to be one that knows them (glibc 2.36).
  include(CheckCXXSourceRuns)
  set(CMAKE_REQUIRED_LINK_OPTIONS -Wl,-z,pack-relative-relocs)
  check_cxx_source_runs("int main() { return 0; }" MOCKIDP_PACKED_RELOCATIONS)
  unset(CMAKE_REQUIRED_LINK_OPTIONS)
  if(MOCKIDP_PACKED_RELOCATIONS)
    target_link_options(mockidp_settings INTERFACE -Wl,-z,pack-relative-relocs)
  endif()
endif()
if(MOCKIDP_WARNINGS_AS_ERRORS)
  target_compile_options(mockidp_settings INTERFACE -Werror)
endif()
if(MOCKIDP_SANITIZE)
  target_compile_options(mockidp_settings INTERFACE -fsanitize=${MOCKIDP_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all)
  target_link_options(mockidp_settings INTERFACE -fsanitize=${MOCKIDP_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # The sanitizers' own branches make g++ lose sight of what was initialised (GCC bug 105562).
    target_compile_options(mockidp_settings INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()

# mockidp_room(NAME DIR [LINK targets...] [TEST_LINK targets...] [SOURCES generated files...] [SMALL] [LONG_TESTS])
# Every *.cpp below DIR is the library mockidp_NAME, every *_test.cpp the program test_NAME. SMALL: what it does is done
# once, or for somebody who waits, so a release makes it small rather than quick: its pages are resident memory.
# LONG_TESTS: a sanitizer runs them side by side too.
function(mockidp_room name dir)
  cmake_parse_arguments(ROOM "SMALL;LONG_TESTS" "" "LINK;TEST_LINK;SOURCES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${dir}/*.cpp)
  file(GLOB_RECURSE tests CONFIGURE_DEPENDS ${dir}/*_test.cpp)
  list(REMOVE_ITEM sources ${tests} ${dir}/main.cpp)
  list(APPEND sources ${ROOM_SOURCES})
  if(sources)
    add_library(mockidp_${name} STATIC ${sources})
    set(scope PUBLIC)
    if(ROOM_SMALL AND CMAKE_BUILD_TYPE STREQUAL "Release")
      target_compile_options(mockidp_${name} PRIVATE ${MOCKIDP_SMALL})
    endif()
  else()
    add_library(mockidp_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_link_libraries(mockidp_${name} ${scope} mockidp_settings ${ROOM_LINK})
  if(MOCKIDP_TESTS AND tests)
    add_executable(test_${name} ${tests})
    target_link_libraries(test_${name} PRIVATE mockidp_${name} mockidp_testing ${ROOM_TEST_LINK})
    target_compile_definitions(test_${name} PRIVATE MOCKIDP_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    set(seconds 300)
    if(ROOM_LONG_TESTS)
      set(seconds 1200)
    endif()
    if(MOCKIDP_SANITIZE AND NOT ROOM_LONG_TESTS)
      # A sanitized process takes long to start: a room's tests share one.
      add_test(NAME "${name}" COMMAND test_${name})
      set_tests_properties("${name}" PROPERTIES TIMEOUT 1800)
    else()
      catch_discover_tests(test_${name} TEST_PREFIX "${name}: " PROPERTIES TIMEOUT ${seconds})
    endif()
  endif()
endfunction()

# mockidp_fuzzer(TARGET DRIVER LIBRARY): the program fuzz_TARGET, for clang's libFuzzer.
function(mockidp_fuzzer target driver library)
  add_executable(fuzz_${target} ${driver})
  target_link_libraries(fuzz_${target} PRIVATE ${library})
  target_link_options(fuzz_${target} PRIVATE -fsanitize=fuzzer)
endfunction()

# mockidp_list_files(OUT MACRO DIR): writes generated/OUT with one line MACRO(name) for each name.cpp in DIR, without tests
# and the files named after it, so that adding a file there touches no list.
function(mockidp_list_files out macro dir)
  file(GLOB sources CONFIGURE_DEPENDS RELATIVE ${dir} ${dir}/*.cpp)
  set(lines "")
  foreach(source IN LISTS sources)
    get_filename_component(name ${source} NAME_WE)
    if(NOT name MATCHES "_test$" AND NOT name IN_LIST ARGN)
      string(APPEND lines "${macro}(${name})\n")
    endif()
  endforeach()
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/${out} CONTENT "${lines}" @ONLY)
endfunction()
