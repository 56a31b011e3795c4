# The library once more, with other settings, for tests and measurements.

# add_smh_variant(NAME SETTING=VALUE...): a library like smh, but for these settings.
function(add_smh_variant name)
    get_property(core_sources GLOBAL PROPERTY smh_core_sources)
    get_property(port_sources GLOBAL PROPERTY smh_port_sources)
    set(definitions ${smh_definitions})
    foreach(setting ${ARGN})
        string(REGEX REPLACE "=.*" "" setting_name ${setting})
        list(FILTER definitions EXCLUDE REGEX "^${setting_name}=")
        list(APPEND definitions ${setting})
    endforeach()
    add_library(${name} STATIC EXCLUDE_FROM_ALL ${core_sources} ${port_sources})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/include
        ${PROJECT_SOURCE_DIR}/adaptors/include ${PROJECT_BINARY_DIR}/include ${SMH_PORT}/include ${PROJECT_SOURCE_DIR}/src)
    target_compile_definitions(${name} PUBLIC ${definitions})
    target_link_libraries(${name} PRIVATE smh_warnings smh_freestanding)
    let_checkers_watch(${name} ${definitions})
    # In one piece, as these are compiled often and changed seldom.
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
endfunction()
