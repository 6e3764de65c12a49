let a: Anthropic.MessageParam[];
let b: readonly string[] | undefined;
let c: (Client | null);
let d: "x" | "y" | 3;
let e: typeof config;
let f: Map<string, Array<Client>>;
let g: () => void;
let h: A & B;
let i: { a: string };
let j: T["key"];
let k: import("m").X;
let l: [string, number];
let m: this;
let n: T extends U ? 1 : 2;
function p(x: unknown, y?: boolean): x is string { return true; }
