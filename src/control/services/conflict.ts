import { Fault } from '#contracts/errors.ts';

/** A fault for what cannot be because of something that is there already, said in words. */
export function conflict(detail: string): Fault {
  return new Fault('conflict', detail, { details: { detail } });
}

/** A fault for one field that is wrong for a reason that no schema can know, said in words. */
export function wrongField(at: string, message: string): Fault {
  return new Fault('invalid-request', `${at}: ${message}`, {
    details: { detail: `The ${at} ${message}.`, problems: [{ at, message }] },
  });
}
