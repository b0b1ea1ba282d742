/**
 * Marks an English sentence as shown to people where it is written, when `t()` gets it later as a value:
 * `said('Overview')` in a list, `t(label)` where the list is drawn.
 */
export const said = <S extends string>(sentence: S): S => sentence;
