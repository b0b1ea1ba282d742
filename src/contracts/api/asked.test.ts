import { expect, it } from 'vitest';
import { askedBefore } from './asked.ts';
import { operations } from './operations.ts';

const open = operations.filter(({ door }) => door === 'any');

it('says of every operation what policy is asked before it: add the line of a new one', () => {
  expect(Object.keys(askedBefore).toSorted()).toEqual(open.map(({ id }) => id).toSorted());
});

it('names things by parameters that the operation has', () => {
  const unnamed = open.flatMap(({ id, params }) =>
    (askedBefore[id] ?? []).flatMap(({ param }) =>
      param === undefined || Object.hasOwn(params.shape, param) ? [] : [`${id} ${param}`],
    ),
  );
  // Whose report it is stands in the report.
  expect(unnamed).toEqual(['reports.acknowledge person']);
});
