import { z } from 'zod';
import { idOf, lineOf, textOf, time, version } from './fields.ts';
import { defineOperation } from './operation.ts';
import { pageOf, pageQuery } from './paging.ts';
import { serviceAccountSchema } from './service-accounts.ts';

const parents = z.array(idOf('group')).max(50).describe('Groups that this one is directly in.');

/** A group of people. */
export const groupSchema = z
  .object({
    id: idOf('group'),
    name: z.string(),
    description: z.string(),
    parents,
    version,
    createdAt: time,
    changedAt: time,
  })
  .meta({ id: 'Group' });
export type Group = z.infer<typeof groupSchema>;

const description = textOf(500);

/** A new group. */
export const newGroupSchema = z
  .strictObject({
    name: lineOf(120),
    description: description.default(''),
    parents: parents.default([]),
  })
  .meta({ id: 'NewGroup' });
export type NewGroup = z.infer<typeof newGroupSchema>;

/** What may be changed of a group. */
export const groupEditSchema = z
  .strictObject({
    name: lineOf(120).optional(),
    description: description.optional(),
    parents: parents.optional(),
  })
  .meta({ id: 'GroupEdit' });
export type GroupEdit = z.infer<typeof groupEditSchema>;

/** A person in a group. */
export const memberSchema = z
  .object({ id: idOf('person'), name: z.string(), email: z.string().nullable(), since: time })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof memberSchema>;

const params = z.object({ group: z.string().max(200).describe('Its id or its name.') });
const memberParams = z.object({ group: params.shape.group, person: idOf('person') });

/** The operations on groups. */
export const groups = {
  list: defineOperation({
    id: 'groups.list',
    method: 'get',
    path: '/groups',
    summary: 'Lists groups.',
    query: pageQuery.extend({ search: z.string().max(200).optional() }),
    answer: pageOf(groupSchema),
  }),
  get: defineOperation({
    id: 'groups.get',
    method: 'get',
    path: '/groups/{group}',
    summary: 'Reads one group.',
    params,
    answer: groupSchema,
  }),
  create: defineOperation({
    id: 'groups.create',
    method: 'post',
    path: '/groups',
    summary: 'Makes a group.',
    body: newGroupSchema,
    answer: groupSchema,
    status: 201,
  }),
  update: defineOperation({
    id: 'groups.update',
    method: 'patch',
    path: '/groups/{group}',
    summary: 'Changes a group; what its members have open is decided anew.',
    params,
    body: groupEditSchema,
    answer: groupSchema,
    versioned: true,
  }),
  remove: defineOperation({
    id: 'groups.remove',
    method: 'delete',
    path: '/groups/{group}',
    summary: 'Removes a group; what its members have open is decided anew.',
    params,
    versioned: true,
  }),
  members: defineOperation({
    id: 'groups.members',
    method: 'get',
    path: '/groups/{group}/members',
    summary: 'Lists the people who are directly in a group.',
    params,
    query: pageQuery,
    answer: pageOf(memberSchema),
  }),
  programs: defineOperation({
    id: 'groups.service-accounts',
    method: 'get',
    path: '/groups/{group}/service-accounts',
    summary: 'Lists the service accounts that are directly in a group.',
    params,
    query: pageQuery,
    answer: pageOf(serviceAccountSchema),
  }),
  add: defineOperation({
    id: 'groups.add',
    method: 'put',
    path: '/groups/{group}/members/{person}',
    summary: 'Puts a person into a group; what they have open is decided anew.',
    params: memberParams,
  }),
  drop: defineOperation({
    id: 'groups.drop',
    method: 'delete',
    path: '/groups/{group}/members/{person}',
    summary: 'Takes a person out of a group; what they have open is decided anew.',
    params: memberParams,
  }),
} as const;
