import { execFile } from 'node:child_process'
import { once } from 'node:events'

/** A server on port 8080 that says its VERSION, logs what it does and ends on SIGTERM with code 0. */
const program = `
const { VERSION = '1', BOOT_MS = '0', STATUS = '200', PORT = '8080' } = process.env
const server = require('node:http').createServer((request, response) => {
  console.log('asked for ' + request.url)
  response.writeHead(Number(STATUS)).end('version ' + VERSION)
})
setTimeout(() => server.listen(Number(PORT), () => console.log('listening')), Number(BOOT_MS))
process.on('SIGTERM', () => { console.log('told to stop'); process.exit(0) })
`

const dockerfile = `FROM node:26-slim
CMD ["node", "-e", ${JSON.stringify(program)}]
`

let building: Promise<string> | undefined

/** Builds the small image that tests run as a task, once per process, and returns its local name. */
export function testImage(): Promise<string> {
  building ??= build('docker-cloud-test-task')
  return building
}

async function build(name: string): Promise<string> {
  const child = execFile('docker', ['build', '-q', '-t', name, '-'])
  let errors = ''
  child.stderr!.on('data', (text: string) => (errors += text))
  child.stdin!.end(dockerfile)
  const [code] = (await once(child, 'exit')) as [number]
  if (code !== 0) throw new Error(`docker build of the test image failed: ${errors}`)
  return name
}
