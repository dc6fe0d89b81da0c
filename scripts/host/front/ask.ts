import { request } from 'node:http'
import { text } from 'node:stream/consumers'

/**
 * Sends a request from inside the network of the services, with standard input as its body, and
 * prints the answer: `node ask.ts <method> <url> <seconds> [<socket>]`.
 */
const [method, url, seconds, socketPath] = process.argv.slice(2)
const asking = request(url!, {
  method,
  ...(socketPath && { socketPath }),
  signal: AbortSignal.timeout(Number(seconds) * 1000),
})
asking.on('error', ({ message }) => print(0, message))
asking.on('response', (response) => {
  void text(response).then((body) => print(response.statusCode!, body))
})
asking.end(await text(process.stdin))

function print(status: number, body: string): void {
  console.log(JSON.stringify({ status, body }))
}
