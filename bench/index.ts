import { benchApi } from './api.ts'
import { benchAuthorize } from './authorize.ts'
import { benchCheckouts } from './checkouts.ts'
import { benchGrowth } from './growth.ts'
import { MissingTool } from './lib/tools.ts'
import { benchProxy } from './proxy.ts'
import { benchPush } from './push.ts'
import { benchRollout } from './rollout.ts'
import { benchSave } from './save.ts'
import { benchStart } from './start.ts'

const benches: Record<string, () => Promise<void>> = {
  start: benchStart,
  authorize: benchAuthorize,
  rollout: benchRollout,
  save: benchSave,
  api: benchApi,
  push: benchPush,
  proxy: benchProxy,
  growth: benchGrowth,
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof MissingTool)) throw error
  console.error(error.message)
  process.exitCode = 1
}

/** `npm run bench`, `npm run bench -- growth start`, or `npm run bench -- checkouts <folder>`. */
async function run(args: string[]): Promise<void> {
  if (args[0] === 'checkouts' && args[1]) return benchCheckouts(args[1])
  const unknown = args.find((name) => !Object.hasOwn(benches, name))
  if (unknown) {
    const names = Object.keys(benches).join(', ')
    console.error(`There is no benchmark '${unknown}': there are ${names}, and checkouts <folder>.`)
    process.exitCode = 1
    return
  }
  for (const name of args.length > 0 ? args : Object.keys(benches)) await benches[name]!()
}
