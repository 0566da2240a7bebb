# cmake -D NODE=… -D NPM=… -D OUT=DIR -P assets/build.cmake: installs the packages if they are missing or not those of the lock
# file, then builds. Several build folders share assets/node_modules, and `npm ci` deletes it first: so one at a time, and only
# when needed. file(LOCK) empties the file it locks, so that is one of its own, in the folder that git ignores.
file(LOCK ${CMAKE_CURRENT_LIST_DIR}/../build/assets.lock TIMEOUT 300)

# npm writes this file last, so it stands for a whole installation, by this script or by hand.
set(wanted ${CMAKE_CURRENT_LIST_DIR}/package-lock.json)
set(installed ${CMAKE_CURRENT_LIST_DIR}/node_modules/.package-lock.json)
if(NOT EXISTS ${installed} OR ${wanted} IS_NEWER_THAN ${installed})
    # Install scripts are never run: none of the packages needs one.
    execute_process(
        COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
        WORKING_DIRECTORY ${CMAKE_CURRENT_LIST_DIR}
        COMMAND_ERROR_IS_FATAL ANY)
    file(TOUCH ${installed})
endif()

execute_process(COMMAND ${NODE} ${CMAKE_CURRENT_LIST_DIR}/build.mjs --out ${OUT} COMMAND_ERROR_IS_FATAL ANY)
