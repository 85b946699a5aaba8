# mockidp_archive(TARGET LIBRARY KEEP glob...) makes one static library out of a room and all rooms below it, for use
# outside of this build. Only the symbols that KEEP names are seen from there: short namespaces like "http" are ours
# here, and may well be somebody else's in the program that links it.

set(MOCKIDP_JOIN_OBJECTS ${CMAKE_CURRENT_LIST_DIR}/MockidpJoinObjects.cmake)

# The static libraries of this project that `library` is made of into rooms_out, and what else a program has to link for
# them into others_out.
function(mockidp_collect_rooms library rooms_out others_out)
  set(rooms "")
  set(others "")
  set(seen ${library})
  set(waiting ${library})
  while(waiting)
    list(POP_FRONT waiting next)
    get_target_property(type ${next} TYPE)
    if(type STREQUAL "STATIC_LIBRARY")
      list(APPEND rooms ${next})
      get_target_property(links ${next} LINK_LIBRARIES)
    else()
      get_target_property(links ${next} INTERFACE_LINK_LIBRARIES)
    endif()
    foreach(link IN LISTS links)
      if(TARGET ${link})
        get_target_property(aliased ${link} ALIASED_TARGET)
        if(aliased)
          set(link ${aliased})
        endif()
      endif()
      if(NOT link OR link IN_LIST seen)
        continue()
      endif()
      list(APPEND seen ${link})
      if(link MATCHES "^mockidp_")
        list(APPEND waiting ${link})
      elseif(NOT link MATCHES "^(nlohmann_json::nlohmann_json|fmt::fmt-header-only)$")  # nothing but headers
        list(APPEND others ${link})
      endif()
    endforeach()
  endwhile()
  set(${rooms_out} ${rooms} PARENT_SCOPE)
  set(${others_out} ${others} PARENT_SCOPE)
endfunction()

function(mockidp_archive target library)
  cmake_parse_arguments(ARCHIVE "" "" "KEEP" ${ARGN})
  mockidp_collect_rooms(${library} rooms others)
  set(objects "")
  foreach(room IN LISTS rooms)
    list(APPEND objects $<TARGET_OBJECTS:${room}>)
  endforeach()
  set(object ${CMAKE_CURRENT_BINARY_DIR}/${target}${CMAKE_CXX_OUTPUT_EXTENSION})
  add_custom_command(
    OUTPUT ${object}
    COMMAND ${CMAKE_COMMAND} "-DOBJECTS=${objects}" "-DKEEP=${ARCHIVE_KEEP}" -D OUTPUT=${object}
            -D LINKER=${CMAKE_LINKER} -D OBJCOPY=${CMAKE_OBJCOPY} -D NM=${CMAKE_NM} -P ${MOCKIDP_JOIN_OBJECTS}
    DEPENDS ${objects} ${MOCKIDP_JOIN_OBJECTS}
    COMMENT "Joining the rooms of ${library}"
    VERBATIM)
  add_library(${target} STATIC ${object})
  set_source_files_properties(${object} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX OUTPUT_NAME mockidp)
  target_link_libraries(${target} PRIVATE ${others})
endfunction()
