/** Bytes that look like nothing, the same every time. */
export function noise(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length)
  let state = seed >>> 0 || 1
  for (let i = 0; i < length; i++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[i] = state & 255
  }
  return bytes
}

/** A repository in the layout of a model, its graphs being noise; the U-Net's weights of `bytes` bytes. */
export const noiseModel = (bytes: number): Record<string, Buffer> => ({
  'model_index.json': Buffer.from('{"_class_name":"OnnxStableDiffusionPipeline"}'),
  'scheduler/scheduler_config.json': Buffer.from('{"_class_name":"PNDMScheduler"}'),
  'tokenizer/vocab.json': Buffer.from('{}'),
  'text_encoder/model.onnx': noise(5000, 2),
  'unet/model.onnx': noise(3000, 3),
  'unet/model.onnx_data': noise(bytes, 4),
  'vae_decoder/model.onnx': noise(4000, 5),
  'safety_checker/model.onnx': noise(9000, 6),
  'unet/diffusion_pytorch_model.safetensors': noise(8000, 7),
})
