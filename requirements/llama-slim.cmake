# llama-cpp-python forces llama.cpp's `common` library on and never installs it: 57 of 140 build steps, more than a third of the time.
# Read through CMAKE_PROJECT_llama_cpp_INCLUDE (Makefile); a plain variable wins over the cached one it forces.
set(LLAMA_BUILD_COMMON OFF)
