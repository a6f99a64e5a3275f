// TensorFlow's C interface to ops and kernels, with destructors and exceptions: nothing in here calculates.
#pragma once

#include <initializer_list>
#include <stdexcept>
#include <vector>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"

namespace labmate {

class Status {
 public:
  Status() : status_(TF_NewStatus()) {}
  ~Status() { TF_DeleteStatus(status_); }
  Status(const Status&) = delete;
  Status& operator=(const Status&) = delete;
  operator TF_Status*() const { return status_; }

  /** @throws std::runtime_error with TensorFlow's words */
  void check() const {
    if (TF_GetCode(status_) != TF_OK) throw std::runtime_error(TF_Message(status_));
  }

 private:
  TF_Status* const status_;
};

/** What an op is told once, when a graph or an eager call first needs it. */
class Construction {
 public:
  explicit Construction(TF_OpKernelConstruction* context) : context_(context) {}

  float number(const char* attribute) const {
    Status status;
    float value = 0;
    TF_OpKernelConstruction_GetAttrFloat(context_, attribute, &value, status);
    status.check();
    return value;
  }

  int32_t integer(const char* attribute) const {
    Status status;
    int32_t value = 0;
    TF_OpKernelConstruction_GetAttrInt32(context_, attribute, &value, status);
    status.check();
    return value;
  }

  bool boolean(const char* attribute) const {
    Status status;
    TF_Bool value = 0;
    TF_OpKernelConstruction_GetAttrBool(context_, attribute, &value, status);
    status.check();
    return value != 0;
  }

 private:
  TF_OpKernelConstruction* const context_;
};

/** One run of an op: its inputs and outputs. Tensors live as long as it does. */
class Call {
 public:
  explicit Call(TF_OpKernelContext* context) : context_(context) {}
  ~Call() {
    for (TF_Tensor* tensor : tensors_) TF_DeleteTensor(tensor);
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  using Shape = std::vector<int64_t>;

  Shape shape(int input) const;
  const float* floats(int input) { return static_cast<const float*>(data(input)); }
  const int32_t* integers(int input) { return static_cast<const int32_t*>(data(input)); }

  /**
   * An output's memory, new, or that of one of `inputs` where TensorFlow has no further use for it: a kernel that writes
   * each place after its last read of it saves the cost of fresh pages. To be called before floats() of those inputs,
   * which takes hold of them.
   */
  float* output(int index, const Shape& shape, std::initializer_list<int> inputs = {});

  /** @throws std::runtime_error, which becomes the op's error */
  static void require(bool holds, const char* otherwise) {
    if (!holds) throw std::runtime_error(otherwise);
  }

 private:
  const void* data(int input);

  TF_OpKernelContext* const context_;
  std::vector<TF_Tensor*> tensors_;
};

struct OpSpec {
  const char* name;
  /** As in TensorFlow's op definitions: `x: float`. */
  std::initializer_list<const char*> inputs;
  std::initializer_list<const char*> outputs;
  std::initializer_list<const char*> attributes;
  void (*shapes)(TF_ShapeInferenceContext*, TF_Status*);
};

/** For `shapesOf`: a shape that is known only once the op has run. */
constexpr int kUnknown = -1;

/** The outputs have the shapes of these inputs. */
template <int... Inputs>
void shapesOf(TF_ShapeInferenceContext* context, TF_Status* status) {
  TF_ShapeInferenceContextSetUnknownShape(context, status);
  int output = 0;
  for (const int input : {Inputs...}) {
    TF_ShapeHandle* const shape = TF_NewShapeHandle();
    if (input != kUnknown) TF_ShapeInferenceContextGetInput(context, input, shape, status);
    if (input != kUnknown && TF_GetCode(status) == TF_OK) {
      TF_ShapeInferenceContextSetOutput(context, output, shape, status);
    }
    TF_DeleteShapeHandle(shape);
    output++;
  }
}

void registerOp(const OpSpec& op, TF_KernelBuilder* kernel);

/**
 * Makes an op known, with its kernel for the CPU: a class with a constructor from a Construction and a
 * `void compute(Call&) const`.
 */
template <class Kernel>
void registerOp(const OpSpec& op) {
  const auto create = [](TF_OpKernelConstruction* context) -> void* {
    try {
      return new Kernel(Construction(context));
    } catch (const std::exception& error) {
      Status status;
      TF_SetStatus(status, TF_INVALID_ARGUMENT, error.what());
      TF_OpKernelConstruction_Failure(context, status);
      return nullptr;
    }
  };
  const auto compute = [](void* kernel, TF_OpKernelContext* context) {
    try {
      Call call(context);
      static_cast<const Kernel*>(kernel)->compute(call);
    } catch (const std::exception& error) {
      Status status;
      TF_SetStatus(status, TF_INVALID_ARGUMENT, error.what());
      TF_OpKernelContext_Failure(context, status);
    }
  };
  const auto destroy = [](void* kernel) { delete static_cast<Kernel*>(kernel); };
  registerOp(op, TF_NewKernelBuilder(op.name, "CPU", create, compute, destroy));
}

}  // namespace labmate
