import { type JobRun, masked } from './run.ts'

const lastLines = 30

/** Runs a step as one line of the log. Its last lines of output are in the error if it fails. */
export async function runLogged(
  { run, masks }: JobRun,
  title: string,
  act: (onLine: (line: string) => void) => Promise<string>,
): Promise<void> {
  const output: string[] = []
  const lasting: string[] = []
  await run.log.step(masked(title, masks), async (progress) => {
    const onLine = (line: string) => {
      const shown = masked(line, masks)
      output.push(shown)
      if (/^(notice|warning): /.test(shown)) lasting.push(shown)
      progress(shown)
    }
    try {
      return masked(await act(onLine), masks)
    } catch (cause) {
      const message = masked((cause as Error).message, masks)
      const before = output.filter((line) => line !== `error: ${message}`).slice(-lastLines)
      throw new Error([...before, message].join('\n'), { cause })
    }
  })
  for (const line of lasting) run.log.print(`    ${line}`)
}
