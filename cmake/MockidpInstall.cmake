# What cmake --install installs, and the packages that CPack makes of it. Two components:
#   programs      mockidp, the reference clients, the conformance runner, their documentation
#   development   the library for C++ tests: find_package(mockidp CONFIG), mockidp::provider
include(GNUInstallDirs)

# The programs keep the places that they have below the build folder, where the conformance runner finds the others. A
# name in bin/ says whose they are: "api" alone is anybody's.
set(home ${CMAKE_INSTALL_LIBEXECDIR}/mockidp)
file(RELATIVE_PATH bin_to_home /${CMAKE_INSTALL_BINDIR} /${home})
add_custom_target(installed COMMENT "Everything that is installed")
function(mockidp_install_program target folder name)
  add_dependencies(installed ${target})
  install(TARGETS ${target} RUNTIME DESTINATION ${home}/${folder} COMPONENT programs)
  set(link ${PROJECT_BINARY_DIR}/install/${name})
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/install)
  file(CREATE_LINK ${bin_to_home}/${folder}/${target} ${link} SYMBOLIC)
  install(FILES ${link} DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT programs)
endfunction()
mockidp_install_program(mockidp     mockidp       mockidp)
mockidp_install_program(webapp      client/webapp mockidp-webapp)
mockidp_install_program(spa         client/spa    mockidp-spa)
mockidp_install_program(api         client/api    mockidp-api)
mockidp_install_program(conformance conformance   mockidp-conformance)

# In the repository's layout, so that every link from one page to another holds.
set(share ${CMAKE_INSTALL_DATADIR}/mockidp)
install(FILES README.md CHANGELOG.md CONTRIBUTING.md LICENSE DESTINATION ${share} COMPONENT programs)
install(DIRECTORY docs DESTINATION ${share} COMPONENT programs)
install(DIRECTORY fixtures/clients fixtures/orgs DESTINATION ${share}/fixtures COMPONENT programs)
install(FILES client/README.md DESTINATION ${share}/client COMPONENT programs)
install(FILES conformance/README.md DESTINATION ${share}/conformance COMPONENT programs)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/mockidp RENAME copyright COMPONENT programs)

if(MOCKIDP_INSTALL_LIBRARY)
  include(CMakePackageConfigHelpers)
  set(config ${CMAKE_INSTALL_LIBDIR}/cmake/mockidp)
  add_dependencies(installed mockidp-provider)
  set_target_properties(mockidp-provider PROPERTIES EXPORT_NAME provider)
  target_compile_features(mockidp-provider INTERFACE cxx_std_20)
  install(TARGETS mockidp-provider EXPORT mockidpTargets
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
          INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(FILES mockidp/provider/provider.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/mockidp COMPONENT development)
  install(EXPORT mockidpTargets NAMESPACE mockidp:: DESTINATION ${config} COMPONENT development)
  configure_package_config_file(cmake/mockidpConfig.cmake.in ${PROJECT_BINARY_DIR}/install/mockidpConfig.cmake
                                INSTALL_DESTINATION ${config})
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/install/mockidpConfigVersion.cmake
                                   COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/install/mockidpConfig.cmake
                ${PROJECT_BINARY_DIR}/install/mockidpConfigVersion.cmake
          DESTINATION ${config} COMPONENT development)
  install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libmockidp-dev RENAME copyright
          COMPONENT development)
endif()

if(MOCKIDP_TESTS AND MOCKIDP_INSTALL_LIBRARY)
  add_test(NAME "packaging: what is installed signs people in, judges clients and serves a C++ test"
           COMMAND ${CMAKE_COMMAND} -D BUILD=${PROJECT_BINARY_DIR} -D CONSUMER=${PROJECT_SOURCE_DIR}/packaging/consumer
                   -D GENERATOR=${CMAKE_GENERATOR} -D COMPILER=${CMAKE_CXX_COMPILER}
                   -P ${PROJECT_SOURCE_DIR}/packaging/check_install.cmake)
  set_tests_properties("packaging: what is installed signs people in, judges clients and serves a C++ test"
                       PROPERTIES TIMEOUT 300)
endif()

set(CPACK_GENERATOR TGZ DEB)
set(CPACK_SYSTEM_NAME ${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_SOURCE_DIR}/build/package)
set(CPACK_PACKAGE_VENDOR "mockidp")
set(CPACK_PACKAGE_CONTACT "the mockidp contributors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "mock Okta org for developing and testing apps that sign people in")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL programs)
if(MOCKIDP_INSTALL_LIBRARY)
  list(APPEND CPACK_COMPONENTS_ALL development)
endif()
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${CPACK_PACKAGE_CONTACT})
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_NAME mockidp)
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_PROGRAMS_DESCRIPTION
    "An identity provider that signs people in the way Okta does, with a workbench, a control API for tests, named \
faults, a reference web app and API, and a suite that judges clients. For development and tests, never for production.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libmockidp-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libssl-dev, libcpp-httplib-dev, libqrencode-dev, pkg-config | pkgconf")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION
    "The header and the static library behind find_package(mockidp CONFIG): a provider inside of a C++ test.")
include(CPack)
