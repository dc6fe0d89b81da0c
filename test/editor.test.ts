import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'

/** The files of editors and Codespaces name ports, paths and tools that other files define. */

const root = join(import.meta.dirname, '..')
// JSON with comments, as YAML can be read: a comment begins a line.
const read = (file: string) =>
  parse(readFileSync(join(root, file), 'utf8').replace(/^ *\/\/.*$/gm, ''))

const devContainer = read('.devcontainer/devcontainer.json')
const { services } = read('compose.yaml')
const emulator = read('localstack/compose.yaml').services.localstack
const published = (ports: string[]) => ports.map((port) => port.split(':')[1]!)

test('the dev container labels every port that compose publishes, and forwards those that people open', () => {
  const labelled = Object.keys(devContainer.portsAttributes)
  const all = [...published(services.server.ports), ...published(emulator.ports)]
  assert.deepEqual(labelled.toSorted(), all.toSorted())
  assert.deepEqual(devContainer.forwardPorts.map(String), ['8090', '4566'])
})

test('Docker in the dev container is not moby, which Debian trixie lacks', () => {
  const [, docker] = Object.entries(devContainer.features).find(([name]) =>
    name.includes('/docker-in-docker:'),
  )!
  assert.match(devContainer.image, /trixie/)
  assert.deepEqual(docker, { moby: false })
})

test('the dev container has the extensions that an editor outside of it recommends', () => {
  assert.deepEqual(
    devContainer.customizations.vscode.extensions,
    read('.vscode/extensions.json').recommendations,
  )
})

test('the editor attaches to the debugger of the service that compose runs', () => {
  const [attach] = read('.vscode/launch.json').configurations
  const { command, ports, volumes } = services.server
  assert.ok(published(ports).includes(String(attach.port)))
  assert.match(command, new RegExp(`--inspect=0\\.0\\.0\\.0:${attach.port}\\b`))
  assert.deepEqual(volumes, [`./server:${attach.remoteRoot}/server:ro`])
})

test('each schema that the editor uses is there', () => {
  for (const { url } of read('.vscode/settings.json')['json.schemas'])
    assert.ok(readFileSync(join(root, url)).length > 0, url)
})
