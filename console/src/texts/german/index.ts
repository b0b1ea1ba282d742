import { germanFaults } from '#contracts/texts/german-faults.ts';
import { germanReasons } from '#contracts/texts/german-reasons.ts';
import { apiTemplates } from './api-templates.ts';
import { apiWords } from './api-words.ts';
import { apps } from './apps.ts';
import { audit } from './audit.ts';
import { decisions } from './decisions.ts';
import { demo } from './demo.ts';
import { firstSteps } from './first-steps.ts';
import { groups } from './groups.ts';
import { live } from './live.ts';
import { overview } from './overview.ts';
import { palette } from './palette.ts';
import { people } from './people.ts';
import { person } from './person.ts';
import { policies } from './policies.ts';
import { secondPerson } from './second-person.ts';
import { serviceAccounts } from './service-accounts.ts';
import { shell } from './shell.ts';
import { why } from './why.ts';
import { map } from './map.ts';
import { appReach } from './app-reach.ts';
import { installation } from './installation.ts';
import { providers } from './providers.ts';
import { builder } from './builder.ts';

/*
 * Glossary: one word for one thing, "Sie" to the reader, short sentences.
 *
 *   app               die App                      policy            die Richtlinie
 *   person            die Person                   permit, forbid    erlauben, verbieten
 *   group             die Gruppe                   enforce, observe  durchsetzen, nur beobachten
 *   owner             Inhaber                      publish           veröffentlichen
 *   admin, auditor    Administrator, Prüfer        roll back         zurückgehen
 *   provider          der Anbieter                 decision          die Entscheidung
 *   service account   das Dienstkonto              allow, deny       erlaubt, abgelehnt
 *   session           die Sitzung                  challenge         Nachweis verlangt
 *   sign in, out      anmelden, abmelden           remedy            die Abhilfe
 *   sign-in           die Anmeldung                reason            der Grund
 *   passkey           der Passkey                  fact              die Tatsache
 *   second factor     der zweite Faktor            live connection   die offene Verbindung
 *   recovery code     der Wiederherstellungscode   cut               trennen
 *   one-time code     der Einmalcode               audit             das Audit-Protokoll
 *   invite            einladen                     chain             die Kette
 *   gateway           das Gateway                  sensitivity       der Schutzbedarf
 *   control plane     die Steuerung                label, tag        das Label, der Tag
 *   certificate       das Zertifikat               grace             die Nachfrist
 *   key               der Schlüssel                route             die Route
 *   token             das Token                    upstream          das Ziel
 *   policy test       der Richtlinientest          version, revision die Version, der Stand
 *   proposal          der Vorschlag                second person     die zweite Person
 */
const areas = [
  germanFaults,
  germanReasons,
  apiTemplates,
  apiWords,
  apps,
  audit,
  decisions,
  demo,
  firstSteps,
  groups,
  live,
  overview,
  palette,
  people,
  person,
  policies,
  secondPerson,
  serviceAccounts,
  shell,
  why,
  map,
  appReach,
  installation,
  providers,
  builder,
] as const;

/** Every part of the German table; a sentence may stand in two when both say the same. */
export const germanAreas: readonly Readonly<Record<string, string>>[] = areas;

/** German by the English sentence. */
export const german: Readonly<Record<string, string>> = Object.assign({}, ...areas);
