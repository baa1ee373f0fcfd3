/** What keeps a drawing from being rehearsed further: it promises what its files do not do. */
export class Trouble extends Error {}
