import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readWorkflow, type Workflow } from './model.ts'

/** The folder of GitHub's workflows. */
export const folder = '.github/workflows'

/** Reads all workflows of a checkout. */
export function readWorkflows(root: string): Workflow[] {
  const path = join(root, folder)
  if (!existsSync(path)) throw new Error(`there is no folder ${folder}`)
  const files = readdirSync(path).filter((name) => /\.ya?ml$/.test(name))
  return files.toSorted().map((file) => readWorkflow(file, readFileSync(join(path, file), 'utf8')))
}
