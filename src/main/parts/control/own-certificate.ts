import { X509Certificate } from 'node:crypto';
import type { Clock, Timer } from '#base/clock.ts';
import type { AuditLog } from '#contracts/events.ts';
import { type HealthCheck, type Log, reportFault } from '#observe/index.ts';
import type { Store } from '#store/index.ts';
import { hostCertificateNews } from '../../host-certificate/news.ts';
import type { HostCertificateFiles } from '../../host-certificate/read-host-certificate.ts';

/** The organisation's own certificate for the public hosts, as control serves it to gateways. */
export interface OwnCertificate {
  current(): HostCertificateFiles;
  /** Hears from whoever follows its files; what is no such news is left alone. */
  hear(news: unknown): void;
  /** Tells when another one is refused, or when the one in force ends soon. */
  readonly check: HealthCheck;
  stop(): void;
}

/** Those who renew by themselves do it a month before the end: with less than this left, they failed. */
const soonMs = 14 * 86_400_000;

/** How soon it is tried again to tell the gateways, and how often a near end is put in the log, milliseconds. */
const retryMs = 5_000;
const remindMs = 12 * 3_600_000;

/**
 * Keeps the certificate in force. Another one goes out as an ordinary change of the configuration: gateways use
 * it for the next handshake and leave every open connection alone.
 */
export function createOwnCertificate(options: {
  readonly first: HostCertificateFiles;
  readonly store: Pick<Store, 'change'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly log: Log;
}): OwnCertificate {
  const { first, store, audit, clock, log } = options;
  let current = first;
  let refusal: string | undefined;
  const timers = new Map<'retry' | 'remind', Timer>();
  const publish = async (): Promise<void> => {
    try {
      await store.change(async () => undefined, changed);
    } catch (thrown) {
      reportFault(log, thrown);
      timers.set(
        'retry',
        clock.after(retryMs, () => void publish()),
      );
    }
  };
  const replace = (next: HostCertificateFiles): void => {
    refusal = undefined;
    if (next.certificate === current.certificate && next.privateKey === current.privateKey) {
      log.info('the certificate of the public hosts is as it was');
      return;
    }
    const [before, after] = [described(current), described(next)];
    current = next;
    log.info('another certificate of the public hosts is in force', { details: after });
    const event = { kind: 'object-changed', actor: { kind: 'system' }, about: ['host-certificate'] } as const;
    const data = { type: 'host-certificate', before, after };
    audit.append({ ...event, data }).catch((thrown: unknown) => reportFault(log, thrown));
    void publish();
  };
  const remind = (): void => {
    const why = soonOver(current, clock.wall());
    if (why !== undefined) log.warn(why);
    timers.set('remind', clock.after(remindMs, remind));
  };
  remind();
  return {
    current: () => current,
    hear(raw) {
      const news = hostCertificateNews.safeParse(raw).data;
      if (news?.kind === 'replaced') replace({ certificate: news.certificate, privateKey: news.privateKey });
      if (news?.kind !== 'refused') return;
      refusal = news.why;
      log.error('another certificate of the public hosts is refused; the one before stays in force', {
        reason: news.why,
      });
    },
    check: {
      name: 'host-certificate',
      look() {
        const over = soonOver(current, clock.wall());
        const why = [refusal && `another one is refused: ${refusal}`, over].filter(
          (part) => part !== undefined,
        );
        if (why.length === 0) return { state: 'ok' };
        const ended = endOf(current) <= clock.wall();
        return { state: ended ? 'failing' : 'degraded', why: why.join(' ') };
      },
    },
    stop() {
      for (const timer of timers.values()) timer.cancel();
    },
  };
}

const changed = {
  kind: 'config',
  subjects: ['host-certificate'],
  cause: 'certificate-changed',
  actor: { kind: 'system' },
} as const;

function endOf({ certificate }: HostCertificateFiles): number {
  return Date.parse(new X509Certificate(certificate).validTo);
}

function soonOver(files: HostCertificateFiles, now: number): string | undefined {
  const left = endOf(files) - now;
  if (left > soonMs) return undefined;
  const on = new Date(endOf(files)).toISOString();
  if (left <= 0) return `The certificate of the public hosts ended at ${on}: browsers refuse it.`;
  return `The certificate of the public hosts ends at ${on}, in ${Math.floor(left / 86_400_000)} days.`;
}

/** What may be said of a certificate to tell it from others; of its key nothing. */
function described({ certificate }: HostCertificateFiles) {
  const { fingerprint256, serialNumber, validTo } = new X509Certificate(certificate);
  return { fingerprint256, serialNumber, validTo };
}
