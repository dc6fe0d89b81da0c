import {
  DeleteParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm'
import type { Actor, Life } from '../actor.ts'

const prefix = '/sweep/'
const open = ({ target }: Life) => new SSMClient(target.config)

/** Sets and deletes parameters. */
export const parameters: Actor = {
  prefix,
  async act(life) {
    const { ledger, random } = life
    const Name = prefix + random.below(5)
    if (ledger.value(Name) !== undefined && random() < 0.3)
      return ledger.change({ [Name]: undefined }, () =>
        open(life).send(new DeleteParameterCommand({ Name })),
      )
    const Value = String(random.below(1e9))
    return ledger.change({ [Name]: Value }, () =>
      open(life).send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true })),
    )
  },
  async observe(life) {
    const { Parameters = [] } = await open(life).send(
      new GetParametersByPathCommand({ Path: prefix }),
    )
    return new Map(Parameters.map(({ Name, Value }) => [Name!, Value!]))
  },
  async tearDown(life) {
    for (const Name of life.ledger.keys(prefix))
      await life.ledger.change({ [Name]: undefined }, () =>
        open(life).send(new DeleteParameterCommand({ Name })),
      )
  },
}
