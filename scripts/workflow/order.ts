import type { Job, Workflow } from './model.ts'

/** Sorts the jobs so that each comes after those it needs. */
export function inOrder({ file, jobs }: Workflow): Job[] {
  const ordered: Job[] = []
  const add = (job: Job, path: string[]) => {
    if (ordered.includes(job)) return
    if (path.includes(job.id))
      throw new Error(`${file}: the jobs ${[...path, job.id].join(' → ')} need each other`)
    for (const id of job.needs) {
      const needed = jobs[id]
      if (!needed)
        throw new Error(
          `${file}: job ${job.id} needs ${id}, which is not one of the jobs ${Object.keys(jobs).join(', ')}`,
        )
      add(needed, [...path, job.id])
    }
    ordered.push(job)
  }
  for (const job of Object.values(jobs)) add(job, [])
  return ordered
}
