import { get } from 'node:http'
import { portFrom } from './port.ts'

const { HTTP_PORT } = process.env

get(`http://127.0.0.1:${portFrom({ HTTP_PORT })}/ping`, ({ statusCode }) => {
  process.exit(statusCode === 200 ? 0 : 1)
}).on('error', ({ message }) => {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
})
