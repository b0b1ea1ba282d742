/** The colour of an answer; the word always stands beside it. */
export const outcomeColour = { allow: 'teal', challenge: 'yellow', deny: 'red' } as const;
