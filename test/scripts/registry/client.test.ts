import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { RegistryClient } from '../../../scripts/registry/client.ts'
import { readManifest } from '../../../scripts/registry/manifest.ts'

/** Registries that do not answer as they should. */

async function openRegistry(listener: RequestListener) {
  const server = createServer(listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    repository: { host, name: 'shop/server' },
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

const openClient = (patience?: number) => new RegistryClient(async () => undefined, patience)

test('a registry that does not answer is given up', async () => {
  await using registry = await openRegistry(() => {})
  await assert.rejects(openClient(200).call({ ...registry.repository, path: 'manifests/one' }), {
    message: `${registry.host} made no progress for 0.2 s`,
  })
})

test('a server of tokens that does not answer is given up', async () => {
  await using tokens = await openRegistry(() => {})
  await using registry = await openRegistry((_, response) => {
    const realm = `http://${tokens.host}/token`
    response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="x"` }).end()
  })
  await assert.rejects(openClient(200).call({ ...registry.repository, path: 'manifests/one' }), {
    message: `${tokens.host} made no progress for 0.2 s`,
  })
})

test('a registry that asks for a token of no URL is named', async () => {
  await using registry = await openRegistry((_, response) => {
    response.writeHead(401, { 'www-authenticate': 'Bearer realm="/token"' }).end()
  })
  await assert.rejects(openClient().call({ ...registry.repository, path: 'manifests/one' }), {
    message: `${registry.host} asks for a token of "/token", which is not a URL`,
  })
})

/** A body of parts of a kilobyte, each sent after this many ms. */
function slowBody(parts: number, every: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, every))
      if (parts-- === 0) controller.close()
      else controller.enqueue(new Uint8Array(1024))
    },
  })
}

test('an upload may take longer than a request, while it goes on', async () => {
  let size = 0
  await using registry = await openRegistry((request, response) => {
    request.on('data', (chunk: Buffer) => (size += chunk.length))
    request.on('end', () => response.writeHead(201).end())
  })
  const upload = { ...registry.repository, method: 'PATCH', path: 'blobs/uploads/1' }
  await openClient(2000).call({ ...upload, body: slowBody(30, 100) })
  assert.equal(size, 30 * 1024)
})

test('an upload whose source stops is given up', async () => {
  await using registry = await openRegistry((request) => void request.resume())
  const upload = { ...registry.repository, method: 'PATCH', path: 'blobs/uploads/1' }
  const body = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) })
  await assert.rejects(openClient(300).call({ ...upload, body }), {
    message: `${registry.host} made no progress for 0.3 s`,
  })
})

test('a manifest that never ends is not read to its end', async () => {
  await using registry = await openRegistry((_, response) => {
    const part = Buffer.alloc(2 ** 20, ' ')
    const send = (): unknown =>
      response.write(part) ? setImmediate(send) : response.once('drain', send)
    send()
  })
  await assert.rejects(readManifest(openClient(), registry.repository, 'one'), {
    message: `the response of ${registry.host} has more than 4194304 bytes`,
  })
})

test('a manifest that is not JSON is reported', async () => {
  await using registry = await openRegistry((_, response) => void response.end('<html>'))
  await assert.rejects(readManifest(openClient(), registry.repository, 'one'), {
    message: `${registry.host}/shop/server has a manifest one that is not valid JSON`,
  })
})

test('an error of a registry is reported as Docker shows it, and another page by its status', async () => {
  for (const [body, message] of [
    [
      '{"errors":[{"code":"NAME_UNKNOWN","message":"no such repository"}]}',
      'name unknown: no such repository',
    ],
    ['<html>'.padEnd(200_000), 'HTTP status 404'],
  ] as const) {
    await using registry = await openRegistry(
      (_, response) => void response.writeHead(404).end(body),
    )
    await assert.rejects(openClient().call({ ...registry.repository, path: 'manifests/one' }), {
      status: 404,
      message: `${registry.host}/shop/server: ${message}`,
    })
  }
})
