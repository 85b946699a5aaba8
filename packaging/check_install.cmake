# cmake -D BUILD=build/dev -D CONSUMER=packaging/consumer -D GENERATOR=Ninja -D COMPILER=g++ -P check_install.cmake
# Installs a build into a folder of its own and uses it as others would: from there, and only from there.
set(prefix ${BUILD}/install/tree)
set(consumer ${BUILD}/install/consumer)
file(REMOVE_RECURSE ${prefix} ${consumer})

function(must)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\nended with ${status}:\n${output}")
  endif()
endfunction()

must(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
must(${CMAKE_COMMAND} -S ${CONSUMER} -B ${consumer} -G ${GENERATOR} -D CMAKE_CXX_COMPILER=${COMPILER}
     -D CMAKE_PREFIX_PATH=${prefix})
must(${CMAKE_COMMAND} --build ${consumer})
must(${consumer}/sign_in_test)
must(${prefix}/bin/mockidp check ${prefix}/share/mockidp/fixtures/orgs/default.json)
must(${prefix}/bin/mockidp-conformance run --client ${prefix}/share/mockidp/fixtures/clients/webapp.json
     --only access_control/signed_in_people_pass)
