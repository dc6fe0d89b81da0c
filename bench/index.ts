import { benchApi } from './api.ts'
import { benchRollout } from './rollout.ts'
import { benchStart } from './start.ts'
import { benchPush } from './push.ts'
import { MissingTool } from './lib/tools.ts'

try {
  await benchStart()
  await benchRollout()
  await benchApi()
  await benchPush()
} catch (error) {
  if (!(error instanceof MissingTool)) throw error
  console.error(error.message)
  process.exitCode = 1
}
