# How the tests of the pass are run. The parameters come from CMakeLists.txt.

import os
import lit.formats

version = int(lit_config.params["llvm_version"])
main_version = int(lit_config.params["main_llvm_version"])
plugin = lit_config.params["plugin"]
bin_dir = "/usr/lib/llvm-%d/bin" % version

config.name = "Lockstep pass, LLVM %d" % version
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".ll", ".c", ".cpp", ".test"]
config.excludes = ["Inputs", "CMakeLists.txt"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = lit_config.params["output_dir"]

for variable in ("HOME", "TMPDIR"):
    if variable in os.environ:
        config.environment[variable] = os.environ[variable]
# The same in every environment, and no warning about the runtime's absence.
config.environment["LOCKSTEP_RUNTIME_PATH"] = "/nonexistent/liblockstep_rt.so"

opt = "%s/opt -load-pass-plugin=%s" % (bin_dir, plugin)
if version < 15:
    opt += " -opaque-pointers"

config.substitutions += [
    ("%opt", opt),
    ("%clangxx", "%s/clang++ -fpass-plugin=%s" % (bin_dir, plugin)),
    ("%clang", "%s/clang -fpass-plugin=%s" % (bin_dir, plugin)),
    ("%plain_clangxx", "%s/clang++" % bin_dir),
    ("%plain_clang", "%s/clang" % bin_dir),
    ("%filecheck", "/usr/lib/llvm-%d/bin/FileCheck" % main_version),
    ("%fake_runtime", lit_config.params["fake_runtime"]),
    ("%include_dir", lit_config.params["include_dir"]),
    ("%bin_dir", bin_dir),
    ("%plugin", plugin),
    ("%wrappers", lit_config.params["wrappers"]),
]

config.available_features.add("llvm-%d" % version)
for other in range(14, 30):
    clang = "/usr/lib/llvm-%d/bin/clang" % other
    if other != version and os.path.exists(clang):
        config.available_features.add("other-llvm")
        config.substitutions.append(("%other_clang", clang))
for number in range(14, version + 1):
    config.available_features.add("llvm-from-%d" % number)
if version == main_version:
    config.available_features.add("main-llvm")
resource_dirs = "/usr/lib/llvm-%d/lib/clang" % version
for folder in sorted(os.listdir(resource_dirs)) if os.path.isdir(resource_dirs) else []:
    libraries = os.path.join(resource_dirs, folder, "lib", "linux")
    if os.path.exists(os.path.join(libraries, "libclang_rt.asan-x86_64.a")):
        config.available_features.add("asan")
for name, linker in (("lld", "ld.lld"), ("gold", "ld.gold"), ("bfd", "ld.bfd")):
    if any(os.path.exists(os.path.join(folder, linker)) for folder in (bin_dir, "/usr/bin")):
        config.available_features.add(name)
