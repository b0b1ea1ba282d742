// Control characters, line and paragraph separators, halves of surrogates; soft hyphen, fillers and spaces of no width;
// marks that turn the direction of text or begin such a stretch; what annotates or tags without being seen. Joiners
// (U+200C, U+200D) stay: Persian and emoji are written with them.
const unseen =
  '\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u00ad\\u061c\\u115f\\u1160\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}';
const one = new RegExp(`[${unseen}]`, 'u');
const each = new RegExp(`[${unseen}]`, 'gu');
const besidesLines = new RegExp(`(?![\\n\\r\\t])[${unseen}]`, 'u');
const eachBesidesLines = new RegExp(`(?![\\n\\t])[${unseen}]`, 'gu');

/** Tells whether a text on one line holds a mark that nobody sees, or that hides, turns or obeys: a line break too. */
export function hasUnseenMarks(text: string): boolean {
  return one.test(text);
}

/** As `hasUnseenMarks`, for a text of several lines: breaks and tabs are what they look like. */
export function hasUnseenMarksInLines(text: string): boolean {
  return besidesLines.test(text);
}

/** Brings what somebody typed as a name into one line without such marks, in one form of Unicode (NFC). */
export function asOneLine(text: string): string {
  return text.normalize('NFC').replaceAll(each, ' ').replaceAll(/\s+/g, ' ').trim();
}

/**
 * Writes such marks as `\uXXXX` in place of letting a terminal obey them. `one-line` does so with line breaks too;
 * `lines` keeps them, and tabs.
 */
export function showUnseenMarks(text: string, as: 'one-line' | 'lines' = 'one-line'): string {
  return text.replaceAll(as === 'lines' ? eachBesidesLines : each, escaped);
}

function escaped(mark: string): string {
  return Array.from({ length: mark.length }, (_, n) => {
    return `\\u${mark.charCodeAt(n).toString(16).padStart(4, '0')}`;
  }).join('');
}
