# Build step of mockidp_embed(): MANIFEST has a line "name|path" per file; writes the C++ source OUTPUT.
# Bytes become string literals of hex escapes, which compilers read far faster than lists of numbers.

file(STRINGS ${MANIFEST} entries ENCODING UTF-8)
set(rows "")
foreach(entry IN LISTS entries)
  string(FIND "${entry}" "|" bar)
  string(SUBSTRING "${entry}" 0 ${bar} name)
  math(EXPR after "${bar} + 1")
  string(SUBSTRING "${entry}" ${after} -1 path)
  file(SIZE ${path} size)
  file(READ ${path} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" escaped "${hex}")
  # A literal per 32 bytes: whole lines of a sane length, and adjacent literals are one.
  string(REPEAT "...." 32 line)
  string(REGEX REPLACE "(${line})" "\\1\"\n     \"" escaped "${escaped}")
  string(APPEND rows "    {\"${name}\",\n     {\"${escaped}\",\n      ${size}}},\n")
endforeach()

# C++ asks compilers for literals of 64 KiB only; g++ and clang++ take longer ones.
file(WRITE ${OUTPUT} "#include \"embedded/${NAMESPACE}.h\"

#pragma GCC diagnostic ignored \"-Woverlength-strings\"

namespace ${NAMESPACE} {

static constexpr EmbeddedFile kFiles[] = {
${rows}};

std::span<const EmbeddedFile> embedded_files() { return kFiles; }

std::string_view embedded_file(std::string_view name) {
  for (const auto& file : embedded_files())
    if (file.name == name) return file.bytes;
  return {};
}

}  // namespace ${NAMESPACE}
")
