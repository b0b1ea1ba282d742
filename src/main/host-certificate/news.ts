import { z } from 'zod';

/** What whoever follows the files of the certificate tells control. */
export const hostCertificateNews = z.discriminatedUnion('kind', [
  /** Another pair is to be served. */
  z.object({ kind: z.literal('replaced'), certificate: z.string(), privateKey: z.string() }),
  /** There is another pair that cannot be served; the one before stays. */
  z.object({ kind: z.literal('refused'), why: z.string() }),
]);
export type HostCertificateNews = z.infer<typeof hostCertificateNews>;
