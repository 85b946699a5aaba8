# mockidp_embed(TARGET NAMESPACE [BASE dir] files...) builds files into a target.
#
#   mockidp_embed(mockidp_pages page_files ${here}/pages/sign_in.html)
#   #include "embedded/page_files.h"
#   page_files::embedded_file("sign_in.html")
#
# A file is known by its name, or with BASE by its path below that folder. Any bytes will do, empty files too.

set(MOCKIDP_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/MockidpEmbedFiles.cmake)
set(MOCKIDP_EMBED_HEADER ${CMAKE_CURRENT_LIST_DIR}/embedded.h.in)

function(mockidp_embed target namespace)
  cmake_parse_arguments(EMBED "" "BASE" "" ${ARGN})
  set(entries)
  set(paths)
  foreach(file IN LISTS EMBED_UNPARSED_ARGUMENTS)
    get_filename_component(path ${file} ABSOLUTE)
    if(EMBED_BASE)
      file(RELATIVE_PATH name ${EMBED_BASE} ${path})
    else()
      get_filename_component(name ${path} NAME)
    endif()
    list(APPEND entries "${name}|${path}")
    list(APPEND paths ${path})
  endforeach()

  set(source ${PROJECT_BINARY_DIR}/generated/embedded/${namespace}.cpp)
  configure_file(${MOCKIDP_EMBED_HEADER} ${PROJECT_BINARY_DIR}/generated/embedded/${namespace}.h @ONLY)
  # The list of files is a file too, so that taking one away builds the source anew.
  string(REPLACE ";" "\n" manifest "${entries}")
  file(CONFIGURE OUTPUT ${source}.list CONTENT "${manifest}\n" @ONLY)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -D MANIFEST=${source}.list -D NAMESPACE=${namespace} -D OUTPUT=${source}
            -P ${MOCKIDP_EMBED_SCRIPT}
    DEPENDS ${paths} ${source}.list ${MOCKIDP_EMBED_SCRIPT}
    COMMENT "Embedding ${namespace}"
    VERBATIM)
  target_sources(${target} PRIVATE ${source})
endfunction()
