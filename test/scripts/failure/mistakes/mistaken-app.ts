import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type CheckoutFiles, writeFiles } from '../../../support/checkout.ts'
import { makeServer } from '../../../support/release.ts'
import type { Mistake, Texts } from './mistake.ts'

/** The service with a mistake, by its index. */
export const serviceNameOf = (index: number): string => `mistake-${index + 1}`

/** Makes a checkout of an app that has a service, made of the sample, for each mistake. */
export function makeMistakes(mistakes: Mistake[]): { folder: string; makeLate(): void } {
  const folder = makeServer()
  const sample = readSample(folder)
  const filesWith = (isMade: (mistake: Mistake) => boolean): CheckoutFiles =>
    Object.assign(
      {},
      ...mistakes.map((mistake, index) =>
        filesOf(index, {
          ...sample,
          ...(mistake.isUnhealthy && { service: withLessGrace(sample.service) }),
          ...(isMade(mistake) && mistake.change(sample)),
        }),
      ),
    )
  const files = filesWith(({ isLate }) => !isLate)
  const ownImages = Object.keys(files).flatMap((path) => /^(.*)\.Dockerfile$/.exec(path)?.[1] ?? [])
  const builds = [
    '  programs: { build: . }',
    ...ownImages.map(
      (name) => `  ${name}: { build: { context: ., dockerfile: ${name}.Dockerfile } }`,
    ),
  ]
  writeFiles(folder, {
    ...files,
    'compose.yaml': `services:\n${builds.join('\n')}\n`,
    // A user other than root, as in the sample.
    Dockerfile: 'FROM node:26-slim\nWORKDIR /app\nCOPY . .\nUSER node\n',
  })
  rmSync(join(folder, '.aws/server'), { recursive: true })
  return {
    folder,
    makeLate: () =>
      writeFiles(
        folder,
        filesWith(() => true),
      ),
  }
}

const withLessGrace = (service: string): string =>
  service.replace('"healthCheckGracePeriodSeconds": 30', '"healthCheckGracePeriodSeconds": 10')

function readSample(folder: string): Texts {
  const read = (path: string) => readFileSync(join(folder, path), 'utf8')
  return {
    program: read('server/index.cjs'),
    definition: read('.aws/server/task-definition.json').replace(
      '"essential": true,',
      '"essential": true,\n"command": ["node", "server/index.cjs"],',
    ),
    service: read('.aws/server/service.json').replace('"desiredCount": 2', '"desiredCount": 1'),
    targetGroup: read('.aws/server/target-group.json'),
  }
}

function filesOf(index: number, texts: Texts): CheckoutFiles {
  const name = serviceNameOf(index)
  const renamed = (text: string) => text.replaceAll(/\bserver\b/g, name)
  const definition = texts.dockerfile
    ? texts.definition.replace(/"command": \["node", "server\/index.cjs"\],/, '')
    : texts.definition.replace('${IMAGE}', '${IMAGE:programs}')
  return {
    [`.aws/${name}/task-definition.json`]: renamed(definition),
    [`.aws/${name}/service.json`]: renamed(texts.service),
    [`.aws/${name}/target-group.json`]: texts.targetGroup,
    [`.aws/${name}/rule.json`]: {
      Priority: index + 1,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: [`/${name}/*`] } }],
    },
    [`${name}/index.cjs`]: texts.program,
    [`${name}/healthcheck.ts`]: '',
    ...(texts.dockerfile && { [`${name}.Dockerfile`]: renamed(texts.dockerfile) }),
  }
}
