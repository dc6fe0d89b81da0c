import type { StandIn } from '../run.ts'

/** `docker/setup-buildx-action`: the engine's own builder, which reaches the emulator's registry. */
export const setupBuildx: StandIn = {
  always: 'the builder is that of this machine’s engine',
  inputs: ['version', 'driver', 'driver-opts', 'buildkitd-flags', 'buildkitd-config'].concat(
    ['buildkitd-config-inline', 'use', 'name', 'endpoint', 'platforms', 'append', 'keep-state'],
    ['cache-binary', 'cleanup', 'install', 'config', 'config-inline'],
  ),
  act: async ({ outputs }) => {
    outputs.name = 'default'
    outputs.driver = 'docker'
    outputs.platforms = `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`
    return 'the builder of this machine’s engine'
  },
}

/** `docker/setup-qemu-action`: images are built for this machine's platform only. */
export const setupQemu: StandIn = {
  always: 'images are built for this machine’s platform only',
  inputs: ['image', 'platforms', 'reset', 'cache-image'],
  act: async () => 'not needed',
}
