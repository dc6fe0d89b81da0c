import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, guarded, systemClock } from './kernel/clock.ts'
import { createContract } from './gateway/contract.ts'
import { type Docker, dockerAt } from './docker/index.ts'
import { createGateway } from './gateway.ts'
import { InitHooks } from './init/hooks.ts'
import { consoleLog, type Log } from './kernel/log.ts'
import type { Emulator, EngineScope, Worker } from './services/service.ts'
import type { Scope } from './kernel/scope.ts'
import { checkPlace } from './kernel/region.ts'
import { services } from './services.ts'
import { readSettings, type Settings } from './kernel/settings.ts'
import { lockFolder } from './kernel/lock.ts'
import { Runtime } from './kernel/runtime.ts'
import { Store } from './kernel/store.ts'

export interface EmulatorOptions extends Partial<Settings> {
  docker?: Docker
  clock?: Clock
  log?: Log
}

export interface RunningEmulator {
  url: string
  port: number
  close(): Promise<void>
}

/** Starts the emulator; everything it depends on can be handed in, and two of them run side by side. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const settings: Settings = { ...readSettings({}), ...options }
  const log = options.log ?? consoleLog
  const clock = guarded(options.clock ?? systemClock(settings.clockRate), log)
  const docker = options.docker ?? dockerAt(settings.dockerSocket, log)
  const { store, closeStore } = await openStore(settings, log)
  const runtime = new Runtime()
  const commit: Scope['commit'] = (change) => store.commit(change)
  const afterCommit: Scope['afterCommit'] = (effect) => store.afterCommit(effect)
  const scopesWith = (access: 'get' | 'read') => {
    // Most calls are for the same account and region as the one before.
    let last: EngineScope | undefined
    return (account: string, region: string): EngineScope => {
      if (last?.account === account && last.region === region) return last
      checkPlace(account, region)
      last = {
        account,
        region,
        clock,
        docker,
        log,
        settings,
        state: (definition) => store[access](definition, account, region),
        reading: () => scopes.read(account, region),
        runtime: (definition) => runtime.get(definition, account, region),
        commit,
        afterCommit,
        inAccount: (other, where = region) => scopes[access](other, where),
      }
      return last
    }
  }
  const scopes = { get: scopesWith('get'), read: scopesWith('read') }
  const emulator: Emulator = {
    store,
    runtime,
    clock,
    docker,
    log,
    settings,
    port: () => (server.address() as AddressInfo).port,
    serve: (socket) => void server.emit('connection', socket),
    scope: scopes.get,
    reset() {
      store.reset()
      runtime.clear()
    },
    async restart(change) {
      await closeWorkers()
      store.forgetListeners()
      try {
        change()
      } finally {
        runtime.clear()
        startWorkers()
      }
    },
  }
  const workers: Worker[] = []
  const startWorkers = () => {
    for (const service of services) {
      const worker = service.start?.(emulator)
      if (worker) workers.push(worker)
    }
  }
  const closeWorkers = async () => {
    for (const worker of workers.splice(0)) await worker.close()
  }
  const hooks = new InitHooks(settings.initDir, log)
  const server = createGateway(emulator, services, createContract(emulator, services, hooks))
  await hooks.run('BOOT', {})
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(settings.port, settings.host, resolve)
    })
  } catch (error) {
    await closeStore()
    throw error
  }
  server.on('error', ({ message }) => log('gateway', message))
  settings.port = emulator.port()
  void warnOfNetwork(emulator)
  let temporary: string | undefined
  const end = async () => {
    server.close()
    await closeWorkers()
    server.closeAllConnections()
    await closeStore()
    if (temporary) await rm(temporary, { recursive: true, force: true })
  }
  try {
    if (!settings.persistence)
      settings.dataDir = temporary = mkdtempSync(join(tmpdir(), `docker-cloud-${process.pid}-`))
    startWorkers()
  } catch (error) {
    await end()
    throw error
  }
  const url = `http://localhost:${emulator.port()}`
  const hookEnv = { AWS_ENDPOINT_URL: url, AWS_DEFAULT_REGION: settings.region }
  await hooks.run('START', hookEnv)
  await hooks.run('READY', hookEnv)
  log('emulator', `Ready.`)
  return {
    url,
    port: emulator.port(),
    async close() {
      await hooks.run('SHUTDOWN', hookEnv)
      await end()
    },
  }
}

/** Without persistence the store has no files. */
async function openStore(
  { persistence, dataDir }: Settings,
  log: Log,
): Promise<{ store: Store; closeStore(): Promise<void> }> {
  const lock = persistence ? await lockFolder(dataDir) : undefined
  try {
    const store = new Store(log, persistence ? dataDir : undefined)
    const closeStore = async () => {
      await store.close()
      lock?.close()
    }
    return { store, closeStore }
  } catch (error) {
    lock?.close()
    throw error
  }
}

/** The network is first used by tasks, long after the start. */
async function warnOfNetwork({ settings: { network }, docker, log }: Emulator): Promise<void> {
  if (!network) return
  const isKnown = await docker.networks.inspect(network).catch(() => true)
  if (!isKnown)
    log('emulator', `MAIN_DOCKER_NETWORK is '${network}', and the engine has no such network.`)
}
