import { germanEnrolment } from './german-enrolment.ts';
import { germanMethods } from './german-methods.ts';
import { germanParts } from './german-parts.ts';
import { germanPortal } from './german-portal.ts';
import { germanProviders } from './german-providers.ts';
import { germanSetup } from './german-setup.ts';
import { germanSignIn } from './german-sign-in.ts';

/**
 * German by the English sentence: "Sie" to the reader, short, the terms of the console. What stands here is what pages
 * can say: a sentence without a line does not compile.
 */
export const german = {
  ...germanParts,
  ...germanSignIn,
  ...germanProviders,
  ...germanEnrolment,
  ...germanSetup,
  ...germanMethods,
  ...germanPortal,
} as const;

/** Every sentence of the pages, as English says it. */
export type Sentence = keyof typeof german;
