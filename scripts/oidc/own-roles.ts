import { isConfigureCredentials } from '../workflow/actions/credentials-input.ts'
import { parseExpression, readsOf, sourceOf, sourcesIn } from '../workflow/expression.ts'
import type { Workflow } from '../workflow/model.ts'

/** The user's own variables and secrets that the roles of jobs come from, as the environment gives them. */
export function ownRoles(workflows: Workflow[], env: NodeJS.ProcessEnv) {
  const jobs = workflows.flatMap((workflow) => Object.values(workflow.jobs))
  const steps = jobs.flatMap((job) => job.steps.filter(({ uses }) => isConfigureCredentials(uses)))
  const texts = [
    ...workflows.flatMap(({ env }) => Object.values(env)),
    ...steps.flatMap((step) => Object.values(step.with)),
    ...jobs.flatMap(({ environment, env: variables, with: inputs, secrets }) => [
      environment ?? '',
      ...Object.values({ ...variables, ...inputs, ...(secrets === 'inherit' ? {} : secrets) }),
    ]),
  ]
  const own: Record<'vars' | 'secrets', Record<string, string>> = { vars: {}, secrets: {} }
  const conditions = jobs.flatMap((job) => (job.if === undefined ? [] : [sourceOf(job.if)]))
  for (const source of [...texts.flatMap(sourcesIn), ...conditions])
    for (const { context, member } of readsOf(parseExpression(source)))
      if ((context === 'vars' || context === 'secrets') && member && env[member] !== undefined)
        own[context][member] = env[member]
  return own
}
