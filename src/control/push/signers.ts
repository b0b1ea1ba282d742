import type {
  AppId,
  GrantId,
  PersonId,
  RouteId,
  ServiceAccountId,
  ServiceKeyId,
  SessionId,
} from '#base/ids.ts';
import type { AuthenticationMethod } from '#contracts/access.ts';

/** What a signed grant says. Times are Unix milliseconds by the database's clock. */
export interface GrantClaims {
  readonly id: GrantId;
  /** The one gateway that may show it. */
  readonly gateway: string;
  readonly session: SessionId | ServiceKeyId;
  readonly person: PersonId | ServiceAccountId;
  readonly app: AppId;
  readonly route?: RouteId;
  /** The change that control had applied when it decided. */
  readonly asOf: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** What an upstream is told about whoever opens it. */
export interface AssertionClaims {
  /** The app's public origin. */
  readonly audience: string;
  readonly kind: 'person' | 'service';
  readonly person: PersonId | ServiceAccountId;
  readonly name: string;
  readonly email?: string;
  /** Undefined where they are not known. */
  readonly groups?: readonly string[];
  readonly roles: readonly string[];
  readonly session: SessionId | ServiceKeyId;
  readonly methods: readonly AuthenticationMethod[];
  readonly authenticatedAt: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Makes the tokens that no gateway can make itself. */
export interface GrantSigners {
  signGrant(claims: GrantClaims): Promise<string>;
  signAssertion(claims: AssertionClaims): Promise<string>;
}
