const { createReadStream } = require('node:fs')
const { createServer, request: send } = require('node:http')

const files = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/shop.js': ['shop.js', 'text/javascript; charset=utf-8'],
}

// On AWS the load balancer forwards /api to the API, and no such request comes here.
const api = process.env.API_URL

const server = createServer((request, response) => {
  if (api && request.url.startsWith('/api/')) return forward(request, response)
  const [file, type] = files[request.url.split('?')[0]] ?? []
  if (!file) return response.writeHead(404).end('not found\n')
  response.writeHead(200, { 'Content-Type': type })
  createReadStream(`${__dirname}/public/${file}`).pipe(response)
}).listen(8080)

function forward(request, response) {
  const { method, headers, url } = request
  const forwarded = send(`${api}${url}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers)
    answer.pipe(response)
  })
  forwarded.on('error', () => response.writeHead(502).end())
  request.pipe(forwarded)
}

// The load balancer keeps connections for 60 s: this side must not close them first.
server.keepAliveTimeout = 65_000
process.on('SIGTERM', () => server.close())
