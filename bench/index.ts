import { benchApi } from './api.ts'
import { benchRollout } from './rollout.ts'
import { benchStart } from './start.ts'
import { MissingTool } from './lib/tools.ts'

try {
  await benchStart()
  await benchRollout()
  await benchApi()
} catch (error) {
  if (!(error instanceof MissingTool)) throw error
  console.error(error.message)
  process.exitCode = 1
}
