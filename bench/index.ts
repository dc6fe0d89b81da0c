import { benchApi } from './api.ts'
import { benchProxy } from './proxy.ts'
import { benchStart } from './start.ts'
import { MissingTool } from './lib/tools.ts'

try {
  await benchStart()
  await benchApi()
  await benchProxy()
} catch (error) {
  if (!(error instanceof MissingTool)) throw error
  console.error(error.message)
  process.exitCode = 1
}
