import type { Job, Workflow } from './model.ts'

/** The jobs so that each comes after those it needs. */
export function inOrder({ file, jobs }: Workflow): Job[] {
  const ordered: Job[] = []
  const place = (job: Job, path: string[]) => {
    if (ordered.includes(job)) return
    if (path.includes(job.id))
      throw new Error(`${file}: the jobs ${[...path, job.id].join(' → ')} need each other`)
    for (const id of job.needs) {
      const needed = jobs[id]
      if (!needed)
        throw new Error(
          `${file}: job ${job.id} needs ${id}, which is none of its jobs ${Object.keys(jobs).join(', ')}`,
        )
      place(needed, [...path, job.id])
    }
    ordered.push(job)
  }
  for (const job of Object.values(jobs)) place(job, [])
  return ordered
}
