import { said } from '../../texts/said.ts';

const names: ReadonlyMap<string, string> = new Map([
  ['database', said('Database')],
  ['host-certificate', said('Certificate of the public hosts')],
  ['root-key', said('Root key')],
  ['room-on-disk', said('Room on the disk')],
]);

/** What a part is called where people read of it, in English as a key of texts; one that is not known keeps its name. */
export const partName = (name: string): string => names.get(name) ?? name;
