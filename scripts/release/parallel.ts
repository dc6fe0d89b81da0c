import { actOn } from '../failure/observed.ts'
import type { Context } from './context.ts'
import type { ReleaseStep } from './order.ts'

/**
 * Acts on each service as soon as those before it are done, independent ones at the same time. The
 * lines of each start with its name if there are several. After a failure, what started is finished;
 * what depends on it does not start.
 */
export async function runInParallel<Item extends { name: string }, Result>(
  context: Context,
  steps: ReleaseStep<Item>[],
  act: (context: Context, item: Item) => Promise<Result>,
): Promise<Result[]> {
  const width = Math.max(...steps.map(({ service }) => service.name.length))
  const running = new Map<Item, Promise<boolean>>()
  const results = new Map<Item, Result>()
  const failures: Error[] = []
  const run = async ({ service, after }: ReleaseStep<Item>): Promise<boolean> => {
    const before = await Promise.all(after.flatMap((one) => running.get(one) ?? []))
    if (before.includes(false)) return false
    const own = steps.length > 1 ? labelled(context, service.name, width) : context
    return actOn(service.name, () => act(own, service)).then(
      (result) => {
        results.set(service, result)
        return true
      },
      (error: Error) => {
        failures.push(error)
        return false
      },
    )
  }
  for (const step of steps) running.set(step.service, run(step))
  await Promise.all(running.values())
  if (failures.length > 1) throw new AggregateError(failures)
  if (failures[0]) throw failures[0]
  return steps.map(({ service }) => results.get(service)!)
}

function labelled(context: Context, name: string, width: number): Context {
  const label = name.padEnd(width)
  const print = (line: string) => context.print(`${label} | ${line}`)
  return {
    ...context,
    changes: context.changes.ofService(name, print),
    print,
    progress: (line) => context.progress(`${label} | ${line}`),
  }
}
