import assert from 'node:assert/strict'
import type { ContainerSpec } from '../../localstack/docker/index.ts'

const members = ['Image', 'Cmd', 'Entrypoint', 'Env', 'User', 'WorkingDir', 'Tty', 'OpenStdin']
  .concat('StopTimeout', 'Labels', 'Healthcheck', 'HostConfig')
  .toSorted()

const hostMembers = ['SecurityOpt', 'PidsLimit', 'NetworkMode', 'PidMode', 'Memory']
  .concat('MemoryReservation', 'NanoCpus', 'CpuShares', 'ReadonlyRootfs', 'Init', 'CapAdd')
  .concat('CapDrop', 'Ulimits', 'Sysctls', 'Tmpfs', 'Mounts', 'VolumesFrom', 'LogConfig')
  .toSorted()

const controls = /^(net\.[\w.-]+|fs\.mqueue\.\w+|kernel\.(msgm(ax|nb|ni)|sem|shm\w+))$/

interface Own {
  network: string
  /** The task's own containers, among them the one that holds its namespaces. */
  containers: string[]
  volumes: string[]
  memory: number
}

/** Fails unless the engine is asked for no more than a task may be. */
export function assertAllowed(spec: ContainerSpec, own: Own): void {
  const { HostConfig: host = {}, Labels = {} } = JSON.parse(JSON.stringify(spec)) as ContainerSpec
  const shared = own.containers.map((id) => `container:${id}`)
  assert.deepEqual(
    Object.keys(spec).filter((name) => !members.includes(name)),
    [],
  )
  assert.deepEqual(
    Object.keys(host).filter((name) => !hostMembers.includes(name)),
    [],
  )
  assert.deepEqual(host.SecurityOpt, ['no-new-privileges'])
  assert.ok(host.PidsLimit! > 0)
  assert.deepEqual(
    (host.CapAdd ?? []).filter((name) => name !== 'SYS_PTRACE'),
    [],
  )
  assert.ok([own.network, ...shared].includes(host.NetworkMode!), `${host.NetworkMode}`)
  assert.ok(host.PidMode === undefined || shared.includes(host.PidMode), `${host.PidMode}`)
  assert.ok(host.Memory! > 0 && host.Memory! <= own.memory, String(host.Memory))
  assert.ok((host.CpuShares ?? 2) <= 1024, String(host.CpuShares))
  for (const { Type, Source } of host.Mounts ?? []) {
    assert.equal(Type, 'volume')
    assert.ok(own.volumes.includes(Source), Source)
  }
  for (const from of host.VolumesFrom ?? [])
    assert.ok(
      own.containers.some((id) => [`${id}:ro`, `${id}:rw`].includes(from)),
      from,
    )
  for (const name of Object.keys(host.Sysctls ?? {})) assert.match(name, controls)
  for (const { Name } of host.Ulimits ?? []) assert.ok(!['nice', 'rtprio'].includes(Name), Name)
  assert.equal(host.LogConfig?.Type, 'json-file')
  const foreign = Object.keys(Labels).filter((name) => name.includes('.'))
  assert.deepEqual(
    foreign.filter((name) => !name.startsWith('docker-cloud.')),
    [],
  )
  assert.notEqual(Labels['docker-cloud.emulator'], 'docker-cloud.emulator')
}
