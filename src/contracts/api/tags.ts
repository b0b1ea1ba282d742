import { z } from 'zod';
import { shortName, textOf, version } from './fields.ts';
import { defineOperation } from './operation.ts';

const description = textOf(500);
const parents = z.array(shortName).max(50).describe('Tags that this one is directly under.');

/** A name that apps are put under, so that one policy can speak of all of them. */
export const tagSchema = z
  .object({
    name: z.string(),
    description: z.string(),
    parents: z.array(z.string()),
    apps: z.number().int().describe('How many apps carry it themselves.'),
    policies: z.array(z.string()).describe('Names of the policies that speak of it.'),
    version,
  })
  .meta({ id: 'Tag' });
export type Tag = z.infer<typeof tagSchema>;

/** A new tag. */
export const newTagSchema = z
  .strictObject({ name: shortName, description: description.default(''), parents: parents.default([]) })
  .meta({ id: 'NewTag' });
export type NewTag = z.infer<typeof newTagSchema>;

/** What may be changed of a tag. Its name is what policies say, so that stays. */
export const tagEditSchema = z
  .strictObject({ description: description.optional(), parents: parents.optional() })
  .meta({ id: 'TagEdit' });
export type TagEdit = z.infer<typeof tagEditSchema>;

const params = z.object({ tag: shortName });

/** The operations on tags. An app that names a tag makes it, too. */
export const tags = {
  list: defineOperation({
    id: 'tags.list',
    method: 'get',
    path: '/tags',
    summary: 'Lists tags with what is under them and which policies speak of them.',
    answer: z.object({ items: z.array(tagSchema) }),
  }),
  create: defineOperation({
    id: 'tags.create',
    method: 'post',
    path: '/tags',
    summary: 'Makes a tag.',
    body: newTagSchema,
    answer: tagSchema,
    status: 201,
  }),
  update: defineOperation({
    id: 'tags.update',
    method: 'patch',
    path: '/tags/{tag}',
    summary: 'Changes a tag; what is open on apps below it is decided anew.',
    params,
    body: tagEditSchema,
    answer: tagSchema,
    versioned: true,
  }),
  remove: defineOperation({
    id: 'tags.remove',
    method: 'delete',
    path: '/tags/{tag}',
    summary: 'Removes a tag that nothing is under and no policy speaks of.',
    params,
  }),
} as const;
