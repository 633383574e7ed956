import * as z from 'zod'
import { method } from '../contract.ts'
import type { DeviceReport } from '../engine-contract.ts'

/** Libraries that NVIDIA's cards need, which come only when a person asks for them. */
export type CudaOffer = {
  there: boolean
  /** Bytes that come over the network, and that are kept. */
  bytes: number
  onDisk: number
  /** Where from: a host's name. */
  from: string
  licence: string
}

export type CudaProgress = { phase: 'fetching' | 'checking' | 'unpacking'; bytes: number; of: number }

export const devicesContract = {
  'devices.list': method<DeviceReport[]>()(z.void()),
  /** Null where CUDA is not used: on other systems, and where no driver of NVIDIA's is loaded. */
  'devices.cuda': method<CudaOffer | null>()(z.void()),
  /** What has come is kept when it is cancelled. */
  'devices.getCuda': method<void, CudaProgress>()(z.void()),
}
