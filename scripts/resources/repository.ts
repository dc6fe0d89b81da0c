import type { Context } from '../release/context.ts'
import type { AppImage } from '../release/app-images.ts'
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

/** Finds an image's repository in the registry of ECR_VISIBILITY. */
export const findRepository = (context: Context, { repository }: AppImage) =>
  isPublic(context)
    ? findPublicRepository(context, repository)
    : findPrivateRepository(context, repository)

/** The lifecycle policy is for a private repository only. */
export const ensureRepository = (context: Context, { repository }: AppImage, lifecycle: Json) =>
  isPublic(context)
    ? ensurePublicRepository(context, repository)
    : ensurePrivateRepository(context, repository, lifecycle)

/** Removes the repository and every image in it. */
export const removeRepository = (context: Context, { repository }: AppImage) =>
  isPublic(context)
    ? removePublicRepository(context, repository)
    : removePrivateRepository(context, repository)
