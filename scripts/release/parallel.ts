import { actOn } from '../failure/observed.ts'
import { Changes } from './changes.ts'
import type { Context } from './context.ts'
import type { ReleaseStep } from './order.ts'

/**
 * Acts on each service as soon as those before it are done, independent ones at the same time. The
 * lines of each start with its name if there are several. After a failure, what started is finished;
 * what depends on it does not start.
 */
export async function runInParallel<Item extends { name: string }>(
  context: Context,
  steps: ReleaseStep<Item>[],
  act: (context: Context, item: Item) => Promise<void>,
): Promise<void> {
  const width = Math.max(...steps.map(({ service }) => service.name.length))
  const running = new Map<Item, Promise<boolean>>()
  const failures: Error[] = []
  const run = async ({ service, after }: ReleaseStep<Item>): Promise<boolean> => {
    const before = await Promise.all(after.flatMap((one) => running.get(one) ?? []))
    if (before.includes(false)) return false
    const own = steps.length > 1 ? labelled(context, service.name.padEnd(width)) : context
    return actOn(service.name, () => act(own, service)).then(
      () => true,
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
}

function labelled(context: Context, label: string): Context {
  const print = (line: string) => context.print(`${label} | ${line}`)
  return {
    ...context,
    changes: new Changes(context.dryRun, print),
    print,
    progress: (line) => context.progress(`${label} | ${line}`),
  }
}
