import { PassThrough } from 'node:stream'
import type { ContainerSpec, Docker } from '../../localstack/docker/index.ts'

/** An engine that has every image and starts nothing: it keeps what it was asked for. */
export function recordingEngine() {
  const created: { id: string; spec: ContainerSpec }[] = []
  const volumes: string[] = []
  const docker: Docker = {
    endpoint: 'recording',
    containers: {
      async create(_name, spec) {
        const id = `container${created.length}`
        created.push({ id, spec })
        return id
      },
      start: async () => {},
      stop: async () => {},
      kill: async () => {},
      remove: async () => {},
      inspect: async (id) =>
        ({
          Id: id,
          State: { Running: true },
          NetworkSettings: { Networks: { bridge: { IPAddress: '172.17.0.9' } } },
        }) as never,
      stats: async () => ({}),
      wait: async () => 0,
      list: async () => [],
    },
    execs: {
      create: async () => 'exec',
      start: async () => new PassThrough(),
      resize: async () => {},
      inspect: async () => ({ Running: false, Pid: 1 }),
    },
    images: {
      pull: async () => {},
      import: async () => {},
      inspect: async (reference) => ({
        Id: reference,
        RepoDigests: [],
        Architecture: 'amd64',
        Os: 'linux',
        Config: null,
      }),
    },
    networks: {
      inspect: async (name) => ({ Id: name, Name: name, Driver: 'bridge', IPAM: { Config: null } }),
    },
    volumes: {
      create: async (name) => void volumes.push(name),
      remove: async () => {},
      list: async () => [],
    },
    async *logs() {},
    events: async () => ({ ended: new Promise(() => {}), close() {} }),
  }
  return { docker, created, volumes }
}
