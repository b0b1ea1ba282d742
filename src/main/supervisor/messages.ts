import { z } from 'zod';
import { Fault, type FaultCode, faults } from '#contracts/errors.ts';

/** A fault on its way from a child to the supervisor. */
const faultSchema = z.object({
  code: z.string().max(64),
  message: z.string().max(8192),
  stack: z.string().max(16_384).optional(),
});

/** What the supervisor hears. Checked, since the gateway faces the network and might no longer be itself. */
export const fromChildSchema = z.discriminatedUnion('kind', [
  /** It listens: what was said before, a child of `cluster` would not have heard. */
  z.object({ kind: z.literal('up') }),
  /** It does its work; `facts` are lines for whoever started Sallyport. */
  z.object({ kind: z.literal('ready'), facts: z.record(z.string().max(64), z.string().max(2048)) }),
  z.object({ kind: z.literal('failed'), fault: faultSchema }),
  z.object({ kind: z.literal('answer'), id: z.number().int(), value: z.string().max(16_384) }),
  z.object({ kind: z.literal('no-answer'), id: z.number().int(), fault: faultSchema }),
  /** Something that only the supervisor can do; what came of it is told as news. */
  z.object({ kind: z.literal('wish'), wish: z.string().max(64) }),
]);
export type FromChild = z.infer<typeof fromChildSchema>;

/** What a child hears. The end of the channel says that the supervisor is gone. */
export const toChildSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), work: z.unknown() }),
  z.object({ kind: z.literal('ask'), id: z.number().int(), question: z.string().max(256) }),
  /** Something outside changed that its work rests on. */
  z.object({ kind: z.literal('news'), news: z.unknown() }),
  z.object({ kind: z.literal('stop') }),
]);
export type ToChild = z.infer<typeof toChildSchema>;

export type FaultMessage = z.infer<typeof faultSchema>;

/** Writes anything thrown as a message. */
export function writeFault(thrown: unknown): FaultMessage {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return {
    code: error instanceof Fault ? error.code : 'internal',
    message: error.message.slice(0, 8000),
    ...(error.stack === undefined ? {} : { stack: error.stack.slice(0, 16_000) }),
  };
}

/** Makes the fault that a child told of; an unknown code reads as `internal`. */
export function readFault(message: FaultMessage): Fault {
  const code = isFaultCode(message.code) ? message.code : 'internal';
  const fault = new Fault(code, message.message);
  if (message.stack !== undefined) fault.stack = message.stack;
  return fault;
}

function isFaultCode(code: string): code is FaultCode {
  return Object.hasOwn(faults, code);
}
