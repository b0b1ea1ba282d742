import type { PersonId } from '#base/ids.ts';
import type { AuthenticationMethod } from '#contracts/access.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { Journeys } from './journeys/journeys.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { From } from './sign-in.ts';

/** A session that waits on the sign-in host for the browser that just enrolled on another. */
export interface Entry {
  readonly secret: string;
}

/**
 * Carries the sign-in that an enrolment is (everything was just proved) to the sign-in
 * host, by a ticket that is good once.
 */
export interface Entries {
  /** Opens a session for somebody who just enrolled; answers with the secret for its cookie. */
  open(entry: {
    readonly person: PersonId;
    readonly name: string;
    /** What the enrolment proved. */
    readonly methods: readonly AuthenticationMethod[];
    readonly from: From;
  }): Promise<string>;
  /** Puts a session's secret behind a ticket, for a form that leads to the sign-in host. */
  ticket(secret: string): Promise<string>;
  /** Takes the secret from behind a ticket; undefined when it was taken or is too old. */
  take(ticket: string | undefined): Promise<string | undefined>;
}

export function createEntries(deps: {
  readonly journeys: Journeys<Entry>;
  readonly sessions: Sessions;
  readonly audit: AuditLog;
}): Entries {
  return {
    async open({ person, name, methods, from }) {
      const opened = await deps.sessions.open({ person, methods, from });
      await deps.audit.append({
        kind: 'person-signed-in',
        actor: { kind: 'person', id: person, name },
        about: [person, opened.session],
        address: from.address,
        data: { methods: opened.strength.methods, userAgent: from.userAgent },
      });
      return opened.secret;
    },
    ticket: (secret) => deps.journeys.begin({ secret }),
    async take(ticket) {
      const open = await deps.journeys.open(ticket);
      if (open === undefined || !(await deps.journeys.end(open))) return undefined;
      return open.content.secret;
    },
  };
}
