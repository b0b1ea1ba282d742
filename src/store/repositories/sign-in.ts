import { sql } from 'kysely';
import type { PersonId, SessionId } from '#base/ids.ts';
import type { AuthenticationMethod } from '#contracts/access.ts';
import type { Executor } from '../pool.ts';
import { now } from './json.ts';
import { sessionEnd } from './sessions.ts';

/** A person with what they sign in with here, read in one go. */
export interface PersonToSignIn {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string | null;
  readonly state: 'invited' | 'enabled' | 'disabled';
  readonly passwordHash: string | null;
  /** The password opens nothing until it is changed. */
  readonly passwordLocked: boolean;
  readonly totp: readonly { readonly id: string; readonly sealed: Buffer }[];
  readonly recoveryCodesLeft: number;
  /** Whether another provider vouches for them, by itself or beside us. */
  readonly vouched: boolean;
  /** Those that were not found copied. */
  readonly passkeys: readonly { readonly credential: string; readonly transports: readonly string[] }[];
}

/** A live session as the sign-in host's cookie finds it. */
export interface SessionBySecret {
  readonly id: SessionId;
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string | null;
  readonly methods: AuthenticationMethod[];
  readonly authenticatedAt: number;
  /** Milliseconds since then, by the database's clock. */
  readonly ageMs: number;
}

const end = sessionEnd('s');

/** What signing in reads and writes across people, credentials and sessions. */
export function signInRepository(db: Executor) {
  const person = async (condition: ReturnType<typeof sql>): Promise<PersonToSignIn | undefined> => {
    const { rows } = await sql<Omit<PersonToSignIn, 'totp'> & { totpIds: string[]; totpSealed: Buffer[] }>`
      select p.id, p.name, p.email, p.state,
        max(c.hash) filter (where c.kind = 'password') as password_hash,
        coalesce(bool_or(c.locked_at is not null) filter (where c.kind = 'password'), false) as password_locked,
        coalesce(array_agg(c.id order by c.id) filter (where c.kind = 'totp'), '{}') as totp_ids,
        coalesce(array_agg(c.sealed order by c.id) filter (where c.kind = 'totp'), '{}') as totp_sealed,
        (count(*) filter (where c.kind = 'recovery' and c.used_at is null))::int as recovery_codes_left,
        (p.issuer <> 'local' or exists (select 1 from identities i where i.person_id = p.id)) as vouched,
        (select coalesce(json_agg(json_build_object('credential', k.credential_id, 'transports', k.transports)
          order by k.created_at, k.id), '[]') from passkeys k
          where k.person_id = p.id and k.copied_at is null) as passkeys
      from people p left join credentials c on c.person_id = p.id
      where ${condition} group by p.id`.execute(db);
    const [row] = rows;
    if (row === undefined) return undefined;
    const { totpIds, totpSealed, ...rest } = row;
    const totp = totpIds.flatMap((id, n) => {
      const sealed = totpSealed[n];
      return sealed === undefined ? [] : [{ id, sealed }];
    });
    return { ...rest, totp };
  };
  return {
    /** Finds one of our own people by their address, lower case. */
    personByLogin: (login: string) => person(sql`p.issuer = 'local' and lower(p.email) = ${login}`),
    personById: (id: PersonId) => person(sql`p.id = ${id}`),
    /** Where sessions of somebody with this address began within the last 30 days. */
    async recentAddresses(login: string): Promise<string[]> {
      const { rows } = await sql<{ address: string }>`
        select distinct s.address from sessions s join people p on p.id = s.person_id
        where p.issuer = 'local' and lower(p.email) = ${login} and s.created_at > now() - interval '30 days'
        limit 200`.execute(db);
      return rows.map((row) => row.address);
    },
    /** Finds a session that neither ended nor passed its limits, of somebody enabled. */
    async sessionBySecret(secretHash: string): Promise<SessionBySecret | undefined> {
      const { rows } = await sql<SessionBySecret>`
        select s.id, s.person_id, p.name, p.email, s.methods, s.authenticated_at,
          (extract(epoch from now() - s.authenticated_at) * 1000)::float8 as age_ms
        from sessions s join people p on p.id = s.person_id
        where s.secret_hash = ${secretHash} and s.ended_at is null and not ${end.past}
          and p.state = 'enabled'`.execute(db);
      return rows[0];
    },
    /** Gives a live session another secret and more methods; when it was proved stays as it was. */
    async extendSession(
      id: SessionId,
      to: { readonly secretHash: string; readonly methods: readonly AuthenticationMethod[] },
    ): Promise<number | undefined> {
      const { rows } = await sql<{ authenticatedAt: number }>`
        update sessions s set secret_hash = ${to.secretHash}, methods = ${[...to.methods]}::text[],
          last_active_at = now()
        where s.id = ${id} and s.ended_at is null and not ${end.past}
        returning s.authenticated_at`.execute(db);
      return rows[0]?.authenticatedAt;
    },
    /** Puts a password's hash in place of the one that was read. */
    async replacePasswordHash(personId: PersonId, before: string, after: string): Promise<void> {
      await db
        .updateTable('credentials')
        .set({ hash: after, createdAt: now })
        .where('personId', '=', personId)
        .where('kind', '=', 'password')
        .where('hash', '=', before)
        .execute();
    },
  };
}
