/** Texts by name, in sections: what English has, every other language has, too. */
export type TextTree = { readonly [name: string]: string | TextTree };

/**
 * The shape that another language's catalogue has to have. Where English tells one from several (`runs_one`,
 * `runs_other`), a language may do without the former.
 */
export type CatalogueLike<Tree> = {
  readonly [Name in keyof Tree as Name extends `${string}_one` ? never : Name]: Tree[Name] extends string
    ? string
    : CatalogueLike<Tree[Name]>;
};

type WithoutPlural<Name extends string> = Name extends `${infer Base}_${'one' | 'other'}` ? Base : Name;

/** The names of a catalogue's texts: `queue.nothing`; `runs` where there are `runs_one` and `runs_other`. */
export type TextName<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends string
    ? WithoutPlural<Name>
    : `${Name}.${TextName<Tree[Name]>}`;
}[keyof Tree & string];

/** The text of a name; of one with a plural, the one for several. */
type TextAt<Tree, Name extends string> = Name extends `${infer Section}.${infer Rest}`
  ? Section extends keyof Tree
    ? TextAt<Tree[Section], Rest>
    : never
  : Name extends keyof Tree
    ? Tree[Name]
    : `${Name}_other` extends keyof Tree
      ? Tree[`${Name}_other`]
      : never;

type Slots<Text> = Text extends `${string}{{${infer Slot}}}${infer Rest}` ? Slot | Slots<Rest> : never;

/** What is filled into a text: `{ count: number }` for "{{count}} runs". */
export type Values<Tree, Name extends string> = { [Slot in Slots<TextAt<Tree, Name>>]: string | number };
