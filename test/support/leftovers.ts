import { execFileSync } from 'node:child_process'

const ours = [
  'docker-cloud.emulator',
  'docker-cloud.test',
  'org.testcontainers',
  'com.docker.compose.project=docker-cloud',
]

const lists = {
  container: ['ps', '--all', '--format', '{{.Names}}'],
  network: ['network', 'ls', '--format', '{{.Name}}'],
  volume: ['volume', 'ls', '--format', '{{.Name}}'],
}

/** What the tests left on the engine: run after them all, it must be nothing. */
const left = Object.entries(lists).flatMap(([kind, list]) =>
  ours.flatMap((label) => {
    const names = execFileSync('docker', [...list, '--filter', `label=${label}`], {
      encoding: 'utf8',
    })
    return names
      .split('\n')
      .filter(Boolean)
      .map((name) => `${kind} ${name}`)
  }),
)

if (left.length > 0) {
  console.error(`The tests left behind: ${[...new Set(left)].join(', ')}`)
  process.exitCode = 1
}
