# A folder of src/ is one static library and, from its *_test.cpp files, one test program. What a folder may include is what
# it links: the arrows of ARCHITECTURE.md are checked by the linker as well as by tools/check_layers.py.
#
#   caunoi_library(store DEPENDS base PACKAGES SQLite::SQLite3)        → caunoi_store, store_test
#
# FOLDER: where it lies, relative to src/ (default platform/<name>). NO_PCH: files that gain nothing from the precompiled
# header because they include a heavy library of their own.
add_library(caunoi_pch OBJECT ${CMAKE_SOURCE_DIR}/src/platform/base/precompiled.cpp)
target_link_libraries(caunoi_pch PUBLIC caunoi_options fmt::fmt)
target_precompile_headers(caunoi_pch PUBLIC ${CMAKE_SOURCE_DIR}/src/platform/base/precompiled.hpp)
add_library(caunoi_test_pch OBJECT ${CMAKE_SOURCE_DIR}/src/platform/base/precompiled.cpp)
target_link_libraries(caunoi_test_pch PUBLIC caunoi_options fmt::fmt GTest::gtest)
target_precompile_headers(caunoi_test_pch PUBLIC ${CMAKE_SOURCE_DIR}/src/platform/base/precompiled_test.hpp)

function(caunoi_library name)
    cmake_parse_arguments(LIB "" "FOLDER" "DEPENDS;PACKAGES;TEST_DEPENDS;NO_PCH" ${ARGN})
    if(NOT LIB_FOLDER)
        set(LIB_FOLDER platform/${name})
    endif()
    set(folder ${CMAKE_SOURCE_DIR}/src/${LIB_FOLDER})
    file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.cpp)
    list(FILTER sources EXCLUDE REGEX "(precompiled|main)\\.cpp$")
    set(tests ${sources})
    list(FILTER tests INCLUDE REGEX "_test.cpp$")
    list(FILTER sources EXCLUDE REGEX "(_test|_fuzz).cpp$")
    list(TRANSFORM LIB_DEPENDS PREPEND caunoi_)
    list(TRANSFORM LIB_TEST_DEPENDS PREPEND caunoi_)

    if(NOT sources)  # headers only
        add_library(caunoi_${name} INTERFACE)
        target_link_libraries(caunoi_${name} INTERFACE caunoi_options ${LIB_DEPENDS})
        return()
    endif()
    add_library(caunoi_${name} STATIC ${sources})
    target_link_libraries(caunoi_${name} PUBLIC caunoi_options fmt::fmt ${LIB_DEPENDS} PRIVATE ${LIB_PACKAGES})
    target_precompile_headers(caunoi_${name} REUSE_FROM caunoi_pch)
    foreach(file ${LIB_NO_PCH})
        set_source_files_properties(${folder}/${file} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    endforeach()

    if(tests)
        add_executable(${name}_test ${tests})
        target_link_libraries(${name}_test PRIVATE caunoi_${name} ${LIB_TEST_DEPENDS} GTest::gtest_main)
        target_precompile_headers(${name}_test REUSE_FROM caunoi_test_pch)
        # The tests of a folder are one compilation: they share headers and instantiations that cost three times the tests
        # themselves. So the names in their anonymous namespaces are unique in their folder.
        set_target_properties(${name}_test PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin
            UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
        target_compile_options(${name}_test PRIVATE -Wno-subobject-linkage)
        add_test(NAME ${name} COMMAND ${name}_test)
    endif()
endfunction()
