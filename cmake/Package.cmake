# Debian packages of what is installed, by `cpack -G DEB`: the shared library, what programs are built
# with, and the command. `make package` builds them as Debian lays out its folders.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "smh")
# The first line of each description is its summary.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(CPACK_PACKAGE_CONTACT "${SMH_PACKAGER}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL library development command)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS ON)
set(CPACK_COMPONENT_DEVELOPMENT_DEPENDS library)
# Programs that are built with one version run with those of the same SONAME.
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libsmh${SMH_ABI})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/cmake/debian/triggers)
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "one heap over all the memories of a machine
Memory by attribute from one pool of regions, in bounded time: the Shared Multi
Heap API.

This package contains the shared library.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libsmh-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
if(SMH_DEVICETREE)
    set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS libfdt-dev) # which the static library is linked with
endif()
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SUGGESTS smh)
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "headers and libraries of smh, one heap over all memories
What C and C++ programs are built with: headers, the static library, and files
for pkg-config and CMake.")

set(CPACK_DEBIAN_COMMAND_PACKAGE_NAME smh)
set(CPACK_DEBIAN_COMMAND_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_COMMAND_PACKAGE_DEPENDS device-tree-compiler)
set(CPACK_COMPONENT_COMMAND_DESCRIPTION "shows, generates, records and replays for the smh heap
Shows the memory regions that a devicetree describes, makes tables and linker
scripts of them, records what programs ask of malloc, and replays that with a
pool.")

# What Debian expects of each package in /usr/share/doc.
find_program(SMH_GZIP gzip)
mark_as_advanced(SMH_GZIP)
if(NOT SMH_GZIP)
    return()
endif()
set(documents ${PROJECT_BINARY_DIR}/debian)
string(TIMESTAMP package_date "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(cmake/debian/copyright.in ${documents}/copyright @ONLY)
configure_file(cmake/debian/changelog.in ${documents}/changelog.Debian @ONLY)
file(COPY_FILE ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${documents}/changelog)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/debian/CompressPages.cmake)
execute_process(COMMAND ${SMH_GZIP} -9nf changelog changelog.Debian WORKING_DIRECTORY ${documents}
    COMMAND_ERROR_IS_FATAL ANY)
foreach(component LIBRARY DEVELOPMENT COMMAND)
    string(TOLOWER ${component} name)
    install(FILES ${documents}/copyright ${documents}/changelog.Debian.gz ${documents}/changelog.gz
        DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/${CPACK_DEBIAN_${component}_PACKAGE_NAME}
        COMPONENT ${name} EXCLUDE_FROM_ALL) # only where a package is made
endforeach()
include(CPack)
