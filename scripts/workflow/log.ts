import type { Show } from '../rehearse/show.ts'
import type { Log } from './run.ts'

/** Shows a workflow: a heading for each job, a line for each step. */
export const logTo = (show: Show): Log => ({
  job: (name, about) => show.heading(`job ${name}`, about),
  step: (name, act) => show.brief(name, act),
  print: (text) => show.print(text),
})
