import { create } from 'zustand'
import type { HostInfo } from '#shared/studio/host.ts'
import { call, whenOpen, whenState } from '../api.ts'

type Connection = { state: 'opening' | 'open' | 'lost'; host: HostInfo | null }

export const useConnection = create<Connection>(() => ({ state: 'opening', host: null }))

whenState(state => useConnection.setState({ state }))
whenOpen(async () => useConnection.setState({ host: await call('host.info', undefined) }))

/** Whether the host does it itself; a browser has its own ways. */
export const can = (what: keyof HostInfo['can']): boolean => useConnection.getState().host?.can[what] ?? false
