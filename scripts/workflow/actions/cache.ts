import type { StandIn } from '../run.ts'

/** `actions/cache`: never finds anything, as in the first run. */
export const cache: StandIn = {
  always: 'GitHub’s cache is not on this machine',
  inputs: ['path', 'key', 'restore-keys', 'upload-chunk-size', 'enableCrossOsArchive'].concat(
    'fail-on-cache-miss',
    'lookup-only',
  ),
  act: async ({ inputs, outputs }) => {
    outputs['cache-hit'] = 'false'
    if (inputs['fail-on-cache-miss'] === 'true')
      throw new Error(
        `Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: ${inputs.key}`,
      )
    return 'nothing in the cache'
  },
}
