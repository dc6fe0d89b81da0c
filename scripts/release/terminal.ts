import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { BadInput } from './exit-codes.ts'

/** Asks for a value of one line on the terminal until there is one. What is typed for a secret is not shown. */
export async function ask(about: string, isSecret: boolean): Promise<string> {
  const { stdin: input, stderr } = process
  const output = isSecret ? new Writable({ write: (_chunk, _encoding, done) => done() }) : stderr
  const terminal = createInterface({ input, output, terminal: true })
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  let hasMore = false
  terminal.on('line', () => (hasMore = true))
  stderr.write(`${about}${isSecret ? ', not shown as you type' : ''}\n`)
  try {
    for (;;) {
      const typed = await terminal.question('  > ')
      if (isSecret) stderr.write('\n')
      // Of several lines that were pasted the last one may have no end.
      if (hasMore || terminal.line)
        throw new BadInput(
          'several lines were pasted, and what is typed is one line: pass the value in a file',
        )
      if (typed) return typed
      stderr.write('  it needs a value\n')
    }
  } finally {
    terminal.close()
  }
}
