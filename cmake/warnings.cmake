# One interface target that every library of ours links: language level, warnings as errors, sanitizers, hardening.
add_library(caunoi_options INTERFACE)
target_compile_options(caunoi_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
target_include_directories(caunoi_options INTERFACE ${CMAKE_SOURCE_DIR}/src)

if(CAUNOI_SANITIZE)
    target_compile_options(caunoi_options INTERFACE -fsanitize=${CAUNOI_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(caunoi_options INTERFACE -fsanitize=${CAUNOI_SANITIZE})
    if(CAUNOI_SANITIZE MATCHES thread)
        # GCC's ThreadSanitizer cannot see Asio's fences.
        target_compile_definitions(caunoi_options INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
        target_compile_options(caunoi_options INTERFACE -Wno-tsan)
    endif()
elseif(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
    set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")
    target_compile_options(caunoi_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong)
    # GCC 12 sees overflows in std::string under optimisation that are not there (its bugs 105329, 105651). The other builds
    # keep these warnings.
    target_compile_options(caunoi_options INTERFACE -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict
        -Wno-array-bounds -Wno-maybe-uninitialized)
    target_link_options(caunoi_options INTERFACE -Wl,-z,relro,-z,now)
endif()
