import type { Context, Hono } from 'hono';
import { shellWord } from '#base/shell-word.ts';
import type { Identity } from '#identity/index.ts';
import { enrolmentCookie, linkOver } from '../enrolment/enrolment-routes.ts';
import { readCookie } from '../parts/own-cookies.ts';
import { type PageEnv, type Shell, show } from '../parts/shell.ts';
import type { Ground } from './ground.ts';
import { certificatePage, domainPage } from './ground-markup.ts';

/** What the first two pages of the setup need. */
export interface GroundPlace {
  readonly identity: Pick<Identity, 'enrolment'>;
  readonly shell: Shell;
  readonly domain: string;
  readonly publicPort: number;
  readonly ground: Ground;
}

/** The first two steps of the setup: the domain, and whether the browser trusts its certificate. */
export function groundRoutes(app: Hono<PageEnv>, place: GroundPlace): void {
  const { shell, domain, publicPort, ground } = place;
  app.get('/setup/domain', async (c) => {
    if (!(await holdsLink(c, place))) return show(c, shell, linkOver('setup'), 410);
    const wish = (c.req.query('wish') ?? '').trim().toLowerCase().slice(0, 253);
    const fault = wish === '' || isDomain(wish) ? undefined : ('This is not a domain name.' as const);
    const local = domain === 'localhost' || domain.endsWith('.localhost');
    return show(c, shell, domainPage({ domain, publicPort, local, wish, fault, place: placeFlag(ground) }));
  });
  app.get('/setup/certificate', async (c) => {
    if (!(await holdsLink(c, place))) return show(c, shell, linkOver('setup'), 410);
    const port = publicPort === 443 ? '' : `:${publicPort}`;
    const certificate = ground.certificate();
    // The one page whose script asks anything, and it may ask names of this very certificate alone.
    c.set('connectTargets', [`https://*.${domain}${port}`]);
    return show(
      c,
      shell,
      certificatePage({
        check: `https://check-*.${domain}${port}/`,
        fingerprint: certificate.kind === 'own-authority' ? certificate.fingerprint : undefined,
        command: trustCommand(ground),
      }),
    );
  });
}

async function holdsLink(c: Context<PageEnv>, { identity }: GroundPlace): Promise<boolean> {
  const state = await identity.enrolment.state(readCookie(c.req.raw, enrolmentCookie));
  return state?.kind === 'setup';
}

function isDomain(text: string): boolean {
  return /^(?=.{3,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/.test(
    text,
  );
}

/** The command that makes the machine trust the authority, as it is typed where Sallyport was started. */
function trustCommand(ground: Ground): string {
  return `node bin/sallyport.js trust${placeFlag(ground)}`;
}

function placeFlag({ dataDir }: Ground): string {
  return dataDir === undefined ? '' : ` --data-dir ${shellWord(dataDir)}`;
}
