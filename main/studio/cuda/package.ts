/** Where ONNX Runtime's CUDA provider comes from. */
export type CudaPackage = {
  /** Of ONNX Runtime: its library and this one must be of the same version. */
  version: string
  url: string
  bytes: number
  sha256: string
  licence: string
  /** What is taken out of the package, and where it lies there. */
  files: Record<string, { path: string; bytes: number }>
}

/** Shared libraries that the provider asks the system for (readelf -d), beside the driver's own libcuda.so.1. */
export const cudaNeeds = [
  'libcublas.so.13',
  'libcublasLt.so.13',
  'libcurand.so.10',
  'libcudart.so.13',
] as const

/**
 * By platform and processor: PyPI's onnxruntime-gpu of the version of onnxruntime-node in package.json, with sum and size as
 * PyPI's index states them. onnxruntime-node takes CUDA on Linux for x64 alone; on Windows it has DirectML in its place.
 */
export const cudaPackages: Readonly<Record<string, CudaPackage>> = {
  'linux x64': {
    version: '1.30.0',
    url: 'https://files.pythonhosted.org/packages/9e/80/d96143329dbe925d434b016c890a5caa785fac8e14a1570e5d6818b63545/onnxruntime_gpu-1.30.0-cp312-cp312-manylinux_2_28_x86_64.whl',
    bytes: 246_685_715,
    sha256: '6acc0f4b3d5ac5f2984432faa59dd8fcce6775f8b43a7140afa0f322c7a703b1',
    licence: 'MIT (ONNX Runtime)',
    files: {
      'libonnxruntime_providers_cuda.so': {
        path: 'onnxruntime/capi/libonnxruntime_providers_cuda.so',
        bytes: 272_049_904,
      },
      'libonnxruntime_providers_shared.so': {
        path: 'onnxruntime/capi/libonnxruntime_providers_shared.so',
        bytes: 14_632,
      },
      LICENSE: { path: 'onnxruntime/LICENSE', bytes: 1073 },
      'ThirdPartyNotices.txt': { path: 'onnxruntime/ThirdPartyNotices.txt', bytes: 338_088 },
    },
  },
}

export const cudaPackageHere = (): CudaPackage | null =>
  cudaPackages[`${process.platform} ${process.arch}`] ?? null
