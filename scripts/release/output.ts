import { openScreen } from './screen.ts'

/** The lines of a verb. */
export interface Output {
  /** The stream of the lasting lines: stdout, or stderr where stdout has JSON. */
  stream: NodeJS.WriteStream
  /** Prints a lasting line. */
  print(line: string): void
  /** Prints a transient line, on stderr. */
  progress(line: string): void
  /** Shows lines about a service below the others, in place of its last ones; undefined without a terminal. */
  view: ((service: string, lines: string[]) => void) | undefined
  /** False if stdout has no reader any more. */
  isRead(): boolean
}

export function openOutput(isJson: boolean): Output {
  const { stdout, stderr } = process
  let isRead = true
  for (const stream of [stdout, stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      // A reader that has gone, as in `| head`, stops nothing: what was begun is finished.
      if (stream === stdout) isRead = false
    })
  const stream = isJson ? stderr : stdout
  const screen = isJson ? undefined : openScreen()
  const printTo = (out: NodeJS.WriteStream) => (line: string) =>
    screen ? screen.print(line) : void out.write(`${line}\n`)
  return {
    stream,
    print: printTo(stream),
    progress: printTo(stderr),
    view: screen && ((service, lines) => screen.show(service, lines)),
    isRead: () => isRead,
  }
}
