# Build step of mockidp_archive(): joins OBJECTS into OUTPUT, of which others see the symbols KEEP and no more.
macro(must)
  execute_process(${ARGN} RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    file(REMOVE ${OUTPUT})
    message(FATAL_ERROR "cannot make ${OUTPUT}: ${ARGN}")
  endif()
endmacro()

# Inline functions come in groups that a final link drops for another's of the same name: not once they are ours.
must(COMMAND ${LINKER} -r --force-group-allocation -o ${OUTPUT} ${OBJECTS})

# A variable that g++ wants to be one in the whole process stays so, whatever is kept, unless it is made weak first.
must(COMMAND ${NM} --defined-only --format=posix ${OUTPUT} OUTPUT_VARIABLE symbols)
string(REGEX MATCHALL "[^\n]+ u [^\n]*\n" unique "${symbols}")
list(TRANSFORM unique REPLACE " u .*" "\n")
file(WRITE ${OUTPUT}.unique ${unique})
must(COMMAND ${OBJCOPY} --weaken-symbols=${OUTPUT}.unique ${OUTPUT})

list(TRANSFORM KEEP PREPEND "--keep-global-symbol=")
must(COMMAND ${OBJCOPY} --wildcard ${KEEP} ${OUTPUT})
