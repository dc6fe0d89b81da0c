import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkVariables, readEnvTemplate } from '../../../scripts/release/env-template.ts'
import { serviceNamed } from '../../../scripts/release/services.ts'
import { enterCheckout } from '../../support/checkout.ts'

const api = serviceNamed('api', { prefix: 'shop', repositories: 'shop' }, [])
const template = `# Where the database is.
DATABASE=

# A secret of the payment service,
# in two lines.
API_KEY=

# More output.
#VERBOSE=1
`
const definition = (container: object) => ({
  containerDefinitions: [{ name: 'api', image: '${IMAGE}', ...container }],
})
const files = (container: object) => ({
  '.aws/api/task-definition.json': definition(container),
  'api/.env.example': template,
})

test('a comment makes a variable a secret, and a line that is commented out makes it optional', () => {
  using _ = enterCheckout(files({}))
  assert.deepEqual(readEnvTemplate(api), [
    {
      name: 'DATABASE',
      comment: 'Where the database is.',
      value: '',
      isOptional: false,
      isSecret: false,
    },
    {
      name: 'API_KEY',
      comment: 'A secret of the payment service, in two lines.',
      value: '',
      isOptional: false,
      isSecret: true,
    },
    { name: 'VERBOSE', comment: 'More output.', value: '1', isOptional: true, isSecret: false },
  ])
})

test('all differences between the template and the container are reported at once', () => {
  using _ = enterCheckout(
    files({
      environment: [
        { name: 'API_KEY', value: 'k' },
        { name: 'LEVEL', value: '1' },
      ],
    }),
  )
  const file = '.aws/api/task-definition.json'
  assert.throws(() => checkVariables([api]), {
    message: [
      `${file}: API_KEY is a secret: put it into "secrets", and its value with \`npm run secret -- put API_KEY\``,
      `${file}: the container has no DATABASE, which api/.env.example requires: add it to "environment"`,
      `${file}: the container has LEVEL, which api/.env.example does not have: add it there with a comment`,
    ].join('\n  '),
  })
})

test('the optional variable may be there or not, and a service without a template has any', () => {
  const container = {
    environment: [{ name: 'DATABASE', value: 'd' }],
    secrets: [{ name: 'API_KEY', valueFrom: 'arn' }],
  }
  {
    using _ = enterCheckout(files(container))
    checkVariables([api])
  }
  {
    const { environment } = container
    const optional = [...environment, { name: 'VERBOSE', value: '1' }]
    using _ = enterCheckout(files({ ...container, environment: optional }))
    checkVariables([api])
  }
  using _ = enterCheckout({ '.aws/api/task-definition.json': definition(container) })
  checkVariables([api])
})
