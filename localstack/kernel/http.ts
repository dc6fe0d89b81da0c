/**
 * Node's HTTP, taken without `import`: importing a built-in by name reads all its exports, and
 * `node:http` has some (WebSocket, CloseEvent) that load a second HTTP client of 12 MB.
 */
export const { Agent, createServer, get, request, STATUS_CODES } =
  process.getBuiltinModule('node:http')

export const { request: requestHttps } = process.getBuiltinModule('node:https')
