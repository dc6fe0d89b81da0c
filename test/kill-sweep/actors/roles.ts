import {
  CreateRoleCommand,
  DeleteRoleCommand,
  IAMClient,
  ListRolesCommand,
} from '@aws-sdk/client-iam'
import { trustOf } from '../../support/identity.ts'
import type { Actor, Life } from '../actor.ts'

const prefix = 'sweep-role-'
const open = ({ target }: Life) => new IAMClient(target.config)
const AssumeRolePolicyDocument = trustOf({ Service: 'ecs-tasks.amazonaws.com' })

/** Makes and deletes roles. */
export const roles: Actor = {
  prefix,
  async act(life) {
    const { ledger, random } = life
    const RoleName = prefix + random.below(5)
    return ledger.value(RoleName) === undefined
      ? ledger.change({ [RoleName]: 'there' }, () =>
          open(life).send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument })),
        )
      : remove(life, RoleName)
  },
  async observe(life) {
    const { Roles = [] } = await open(life).send(new ListRolesCommand({}))
    const names = Roles.map(({ RoleName }) => RoleName!).filter((name) => name.startsWith(prefix))
    return new Map(names.map((name) => [name, 'there']))
  },
  async tearDown(life) {
    for (const name of life.ledger.keys(prefix)) await remove(life, name)
  },
}

const remove = (life: Life, RoleName: string) =>
  life.ledger.change({ [RoleName]: undefined }, () =>
    open(life).send(new DeleteRoleCommand({ RoleName })),
  )
