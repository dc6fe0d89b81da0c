import { get } from '../kernel/http.ts'
import { readSettings } from '../kernel/settings.ts'

const { port } = readSettings(process.env)

get(`http://127.0.0.1:${port}/_localstack/health`, ({ statusCode }) => {
  process.exit(statusCode === 200 ? 0 : 1)
}).on('error', ({ message }) => {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
})
