import type { Context } from '../release/context.ts'
import type { AppService } from '../release/services.ts'
import type { Json } from '../release/template.ts'
import {
  ensurePrivateRepository,
  findPrivateRepository,
  removePrivateRepository,
} from './private-repository.ts'
import {
  ensurePublicRepository,
  findPublicRepository,
  removePublicRepository,
} from './public-repository.ts'

const isPublic = ({ app }: Context) => app.visibility === 'public'

/** Finds a service's repository in the registry of ECR_VISIBILITY. */
export const findRepository = (context: Context, { repository }: AppService) =>
  isPublic(context)
    ? findPublicRepository(context, repository)
    : findPrivateRepository(context, repository)

/** The lifecycle policy is for a private repository only. */
export const ensureRepository = (context: Context, { repository }: AppService, lifecycle: Json) =>
  isPublic(context)
    ? ensurePublicRepository(context, repository)
    : ensurePrivateRepository(context, repository, lifecycle)

/** Removes the repository and every image in it. */
export const removeRepository = (context: Context, { repository }: AppService) =>
  isPublic(context)
    ? removePublicRepository(context, repository)
    : removePrivateRepository(context, repository)
