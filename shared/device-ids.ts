export const deviceIds = ['dml', 'cuda', 'coreml', 'webgpu', 'cpu'] as const
export type DeviceId = (typeof deviceIds)[number]
