import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { calledFile, type Workflow } from './model.ts'
import { readWorkflow } from './read-workflow.ts'

/** The folder of GitHub's workflows. */
export const folder = '.github/workflows'

/** Reads all workflows of a checkout. */
export function readWorkflows(root: string): Workflow[] {
  const path = join(root, folder)
  if (!existsSync(path)) throw new Error(`there is no folder ${folder}`)
  const files = readdirSync(path).filter((name) => /\.ya?ml$/.test(name))
  return files.toSorted().map((file) => readWorkflow(file, readFileSync(join(path, file), 'utf8')))
}

/** A workflow and those that its jobs call, directly or not. */
export function withCalled(workflow: Workflow, all: Workflow[]): Workflow[] {
  const found = new Set([workflow])
  for (const one of found)
    for (const { uses = '' } of Object.values(one.jobs)) {
      const called = all.find(({ file }) => file === calledFile(uses))
      if (called) found.add(called)
    }
  return [...found]
}
