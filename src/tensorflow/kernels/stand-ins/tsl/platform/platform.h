// kernels.h asks for this header of TensorFlow's C++ side, of which set-up keeps nothing, only to learn whether to
// declare functions for plug-in devices. They are not wanted.
#pragma once
#define IS_SLIM_BUILD
