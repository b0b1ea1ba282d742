import { html } from 'hono/html';

/** A piece of a page. Made by `html` only, which escapes every value that is not such a piece itself. */
export type Markup = ReturnType<typeof html>;

export { html };
