// Entry for Node: loading this library is what makes the ops known to the TensorFlow that is in the process already.
#include <exception>

#include "ops.h"

extern "C" {

// Of Node-API; without its headers, which this needs for nothing else.
int napi_throw_error(void* environment, const char* code, const char* message);

__attribute__((visibility("default"))) void* napi_register_module_v1(void* environment, void* exports) {
  // Each thread of Node loads a module anew, while TensorFlow's registry is one for the process.
  static const bool registered = [environment] {
    try {
      labmate::registerAdamW();
      labmate::registerAddNorm();
      labmate::registerAttention();
      labmate::registerAttentionGrad();
      labmate::registerBiasGelu();
      labmate::registerDropout();
      return true;
    } catch (const std::exception& error) {
      napi_throw_error(environment, "labmate.kernels", error.what());
      return false;
    }
  }();
  (void)registered;
  return exports;
}
}
