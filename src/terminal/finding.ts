/** One line of `lab doctor`. */
export type Finding = { part: string; ok: boolean; says: string };
