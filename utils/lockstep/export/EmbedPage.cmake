# cmake -DPARTS="FILE;..." -DOUTPUT=FILE -P EmbedPage.cmake
#
# Writes a C++ file that defines cli::pageParts() (Page.h) for the
# files PARTS by their names.
set(Text "// Made from the files in utils/lockstep/export/page.\n\n")
string(APPEND Text "#include \"export/Page.h\"\n\nnamespace {\n\n")
set(Rows "")
foreach(Part IN LISTS PARTS)
  get_filename_component(Name ${Part} NAME)
  string(MAKE_C_IDENTIFIER ${Name} Array)
  file(READ ${Part} Bytes HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," Bytes "${Bytes}")
  string(REGEX REPLACE "((.......){16})" "\\1\n" Bytes "${Bytes}")
  string(APPEND Text "constexpr char ${Array}[] = {\n${Bytes}};\n\n")
  string(APPEND Rows
    "    {\"${Name}\", {${Array}, sizeof ${Array}}},\n")
endforeach()
string(APPEND Text "constexpr lockstep::cli::PagePart Parts[] = {\n${Rows}};\n\n"
  "} // namespace\n\nstd::span<const lockstep::cli::PagePart> "
  "lockstep::cli::pageParts() {\n  return Parts;\n}\n")
file(WRITE ${OUTPUT} "${Text}")
