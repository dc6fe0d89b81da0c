import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { services } from '../../../localstack/services.ts'

const clients: Record<string, string> = {
  'application-autoscaling': 'application-auto-scaling',
  elbv2: 'elastic-load-balancing-v2',
  logs: 'cloudwatch-logs',
  secretsmanager: 'secrets-manager',
}

const root = join(import.meta.dirname, '../..')
const texts = globSync('**/*.ts', { cwd: root })
  .filter((file) => !file.startsWith('fuzz/'))
  .map((file) => readFileSync(join(root, file), 'utf8'))

/** The names that the tests import from a client of the SDK. */
function importsFrom(client: string): Set<string> {
  const pattern = new RegExp(`import \\{([^}]*)\\} from '@aws-sdk/client-${client}'`, 'g')
  const lists = texts.flatMap((text) => [...text.matchAll(pattern)].map(([, list]) => list!))
  return new Set(lists.flatMap((list) => list.split(',').map((name) => name.trim().split(' ')[0]!)))
}

/** The names that tests call by `cloudwatch('<name>', …)`, where no client of the SDK is installed. */
const calledByName = (service: string) =>
  new Set(
    texts.flatMap((text) =>
      [...text.matchAll(new RegExp(`\\b${service}\\(\\s*'(\\w+)'`, 'g'))].map(
        ([, operation]) => operation!,
      ),
    ),
  )

for (const { name, operations } of services)
  test(`a test calls each operation of ${name}`, () => {
    const imported = importsFrom(clients[name] ?? name)
    const called = calledByName(name)
    const missing = Object.keys(operations).filter(
      (each) =>
        !called.has(each) && !imported.has(`${each}Command`) && !imported.has(`paginate${each}`),
    )
    assert.deepEqual(missing, [])
  })
