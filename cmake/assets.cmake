# What the binary carries besides code: the browser's assets, and text files such as migrations and catalogues.
find_package(Python3 3.11 REQUIRED COMPONENTS Interpreter)
find_program(CAUNOI_NODE NAMES node nodejs REQUIRED)
find_program(CAUNOI_NPM npm REQUIRED)

set(CAUNOI_EMBED ${CMAKE_SOURCE_DIR}/tools/embed.py)

# Builds assets/ and compiles the result into TARGET. Called once, beside the target: a custom command's output is known only
# in the directory that made it. `cmake --build … --target assets` builds the assets even when nothing seems to have changed.
function(caunoi_embed_assets target)
    set(folder ${CMAKE_SOURCE_DIR}/assets)
    set(built ${CMAKE_BINARY_DIR}/assets)
    set(generated ${CMAKE_BINARY_DIR}/generated/assets.cpp)

    # The C++ sources are not read, so that changing a page does not rebuild the style sheet.
    file(GLOB sources CONFIGURE_DEPENDS
        ${folder}/css/*.scss ${folder}/css/*.json ${folder}/js/*.js ${folder}/img/* ${folder}/icons.txt
        ${folder}/build.mjs ${folder}/build.cmake ${folder}/package-lock.json)
    set(build ${CMAKE_COMMAND} -D NODE=${CAUNOI_NODE} -D NPM=${CAUNOI_NPM} -D OUT=${built} -P ${folder}/build.cmake)
    add_custom_command(
        OUTPUT ${built}/manifest.json
        COMMAND ${build}
        DEPENDS ${sources}
        COMMENT "Building style sheet, scripts, icons and fonts"
        VERBATIM)
    add_custom_command(
        OUTPUT ${generated}
        COMMAND ${Python3_EXECUTABLE} ${CAUNOI_EMBED} assets --dir ${built} --out ${generated}
        DEPENDS ${CAUNOI_EMBED} ${built}/manifest.json
        COMMENT "Embedding the assets"
        VERBATIM)
    add_custom_target(assets
        COMMAND ${build}
        COMMAND ${Python3_EXECUTABLE} ${CAUNOI_EMBED} assets --dir ${built} --out ${generated}
        VERBATIM)

    # Without its manifest the build would take the folder for somebody else's.
    set_property(DIRECTORY APPEND PROPERTY ADDITIONAL_CLEAN_FILES ${built})

    target_sources(${target} PRIVATE ${generated})
    set_source_files_properties(${generated} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endfunction()

# caunoi_embed_text(caunoi_store caunoi::store::embedded_migrations migrations a.sql b.sql …)
# compiles the files into TARGET as `std::span<const caunoi::EmbeddedFile> FUNCTION()`, sorted by file name; OUT_NAME names the
# generated source.
function(caunoi_embed_text target function out_name)
    set(generated ${CMAKE_BINARY_DIR}/generated/${out_name}.cpp)
    set(files "")
    foreach(file ${ARGN})
        cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
        list(APPEND files ${file})
    endforeach()
    add_custom_command(
        OUTPUT ${generated}
        COMMAND ${Python3_EXECUTABLE} ${CAUNOI_EMBED} text --function ${function} --out ${generated} ${files}
        DEPENDS ${CAUNOI_EMBED} ${files}
        COMMENT "Embedding ${out_name}"
        VERBATIM)
    target_sources(${target} PRIVATE ${generated})
    set_source_files_properties(${generated} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endfunction()
