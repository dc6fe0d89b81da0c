import type { Context } from '../release/context.ts'
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

/** Finds the app's repository in the registry of ECR_VISIBILITY. */
export const findRepository = (context: Context) =>
  isPublic(context) ? findPublicRepository(context) : findPrivateRepository(context)

/** The lifecycle policy is for a private repository only. */
export const ensureRepository = (context: Context, lifecycle: Json) =>
  isPublic(context) ? ensurePublicRepository(context) : ensurePrivateRepository(context, lifecycle)

/** Removes the repository and every image in it. */
export const removeRepository = (context: Context) =>
  isPublic(context) ? removePublicRepository(context) : removePrivateRepository(context)
