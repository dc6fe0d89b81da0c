import type { Emulator, Worker } from '../service.ts'
import { stopWatching } from './health.ts'
import { closePorts } from './proxy/listener-port.ts'
import { followRoutes } from './routes.ts'
import { elbv2State } from './state.ts'
import { stopDraining } from './target.ts'
import { closeConnections } from './proxy/target-connection.ts'

/** Brings back the data plane of the load balancers that the store remembers, and ends it with the emulator. */
export function start(emulator: Emulator): Worker {
  const { store } = emulator
  for (const { state } of store.all(elbv2State))
    for (const { targets } of state.targetGroups.values())
      for (const [key, { draining }] of targets) if (draining) targets.delete(key)
  const follow = () => {
    for (const { account, region } of store.all(elbv2State))
      followRoutes(emulator.scope(account, region))
  }
  follow()
  store.onUndo(follow)
  const stop = () => {
    stopWatching(emulator)
    stopDraining(emulator)
    closePorts(emulator)
    closeConnections(emulator)
  }
  store.onReset(stop)
  return { close: stop }
}
