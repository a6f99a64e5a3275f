#include "op.h"

namespace labmate {
namespace {

class Tensor {
 public:
  Tensor(TF_OpKernelContext* context, int input) {
    Status status;
    TF_GetInput(context, input, &tensor_, status);
    status.check();
  }
  ~Tensor() { TF_DeleteTensor(tensor_); }
  Tensor(const Tensor&) = delete;
  Tensor& operator=(const Tensor&) = delete;
  TF_Tensor* get() const { return tensor_; }

 private:
  TF_Tensor* tensor_ = nullptr;
};

}  // namespace

Call::Shape Call::shape(int input) const {
  const Tensor tensor(context_, input);
  Shape shape(static_cast<size_t>(TF_NumDims(tensor.get())));
  for (size_t i = 0; i < shape.size(); i++) shape[i] = TF_Dim(tensor.get(), static_cast<int>(i));
  return shape;
}

const void* Call::data(int input) {
  TF_Tensor* tensor = nullptr;
  Status status;
  TF_GetInput(context_, input, &tensor, status);
  status.check();
  tensors_.push_back(tensor);
  return TF_TensorData(tensor);
}

float* Call::output(int index, const Shape& shape, std::initializer_list<int> inputs) {
  size_t bytes = sizeof(float);
  for (const int64_t size : shape) bytes *= static_cast<size_t>(size);
  Status status;
  const int dimensions = static_cast<int>(shape.size());
  int taken = -1;
  TF_Tensor* const tensor =
      inputs.size() == 0
          ? TF_AllocateOutput(context_, index, TF_FLOAT, shape.data(), dimensions, bytes, status)
          : TF_ForwardInputOrAllocateOutput(context_, inputs.begin(), static_cast<int>(inputs.size()), index,
                                            shape.data(), dimensions, &taken, status);
  if (tensor != nullptr) tensors_.push_back(tensor);
  status.check();
  return static_cast<float*>(TF_TensorData(tensor));
}

void registerOp(const OpSpec& op, TF_KernelBuilder* kernel) {
  TF_OpDefinitionBuilder* const definition = TF_NewOpDefinitionBuilder(op.name);
  for (const char* input : op.inputs) TF_OpDefinitionBuilderAddInput(definition, input);
  for (const char* output : op.outputs) TF_OpDefinitionBuilderAddOutput(definition, output);
  for (const char* attribute : op.attributes) TF_OpDefinitionBuilderAddAttr(definition, attribute);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(definition, op.shapes);
  Status status;
  // Both calls take what they are given.
  TF_RegisterOpDefinition(definition, status);
  status.check();
  TF_RegisterKernelBuilder(op.name, kernel, status);
  status.check();
}

}  // namespace labmate
