/** Lays out the map of exposure: columns of nodes, and bands between them. */
import { EXPOSURES, type Exposure } from '../../types.ts';
import { UNKNOWN, UNNAMED, type Route } from './routes.ts';

/** A box of the drawing: a family, an operator or a country. */
export interface Node {
  readonly name: string;
  readonly column: number;
  readonly count: number;
  readonly y: number;
  readonly height: number;
}

/** What leads from one box to another, in one way. */
export interface Band {
  readonly exposure: Exposure;
  readonly from: { readonly column: number; readonly y: number };
  readonly to: { readonly column: number; readonly y: number };
  readonly width: number;
  readonly count: number;
  /** For people: `Qwen, OpenRouter: 4`. */
  readonly words: string;
}

/** The drawing, with every place worked out. */
export interface Flow {
  readonly height: number;
  readonly nodes: readonly Node[];
  readonly bands: readonly Band[];
}

type Key = 'family' | 'operator' | 'destination';
const KEYS: readonly Key[] = ['family', 'operator', 'destination'];
const MOST = 8;
/** Room of a node, the gap below it included. */
const SLOT = 30;
const GAP = 12;
const TALLEST = 420;
const SHORTEST = 120;
const THINNEST = 2;

/** The map of some routes; each counts one. */
export function flowOf(routes: readonly Route[]): Flow {
  const short = KEYS.reduce((list, key) => withFew(list, key), routes);
  const columns = KEYS.map((key) => namesOf(short, key));
  const height = Math.min(TALLEST, Math.max(...columns.map((names) => names.length * SLOT), SHORTEST));
  const scale = Math.min(...columns.map((names) => (height - (names.length - 1) * (SLOT - GAP)) / Math.max(1, short.length)));
  const nodes = columns.flatMap((names, column) => nodesOf(names, column, short, scale));
  const lowest = Math.max(...nodes.map((node) => node.y + node.height), 0);
  return { height: lowest, nodes, bands: [0, 1].flatMap((column) => bandsOf(short, column, nodes, scale)) };
}

/** Routes whose rarest names of a column are drawn together. */
function withFew(routes: readonly Route[], key: Key): readonly Route[] {
  const names = namesOf(routes, key).filter((name) => name !== UNKNOWN);
  if (names.length <= MOST) return routes;
  const folded = new Set(names.slice(MOST - 1));
  const rest = `${folded.size} others`;
  return routes.map((route) => (folded.has(route[key]) ? { ...route, [key]: rest } : route));
}

/** Names of a column, the most frequent first; what is not known comes last. */
function namesOf(routes: readonly Route[], key: Key): string[] {
  const counts = new Map<string, number>();
  for (const route of routes) counts.set(route[key], (counts.get(route[key]) ?? 0) + 1);
  const last = (name: string) => (name === UNKNOWN ? 2 : Number(name === UNNAMED || /^\d+ others$/.test(name)));
  return [...counts].sort(([a, m], [b, n]) => last(a) - last(b) || n - m || (a < b ? -1 : 1)).map(([name]) => name);
}

function nodesOf(names: readonly string[], column: number, routes: readonly Route[], scale: number): Node[] {
  const key = KEYS[column] ?? 'family';
  let y = 0;
  return names.map((name) => {
    const count = routes.filter((route) => route[key] === name).length;
    const height = Math.max(THINNEST, count * scale);
    const node = { name, column, count, y: y + Math.max(0, (SLOT - GAP - height) / 2), height };
    y += Math.max(height, SLOT - GAP) + GAP;
    return node;
  });
}

interface Bundle {
  readonly first: Route;
  readonly count: number;
}

/** Bands between a column and the next, stacked in each node in the order of the nodes at their other end. */
function bandsOf(routes: readonly Route[], column: number, nodes: readonly Node[], scale: number): Band[] {
  const [left, right] = [KEYS[column] ?? 'family', KEYS[column + 1] ?? 'operator'];
  const place = (name: string, at: number) => nodes.findIndex((node) => node.column === at && node.name === name);
  const sorted = bundlesOf(routes, left, right).sort(
    ({ first: a }, { first: b }) =>
      place(a[left], column) - place(b[left], column) ||
      place(a[right], column + 1) - place(b[right], column + 1) ||
      EXPOSURES.indexOf(a.exposure) - EXPOSURES.indexOf(b.exposure),
  );
  const stack = stacking();
  return sorted.map(({ first, count }) => ({
    exposure: first.exposure,
    from: { column, y: stack(nodes[place(first[left], column)], count) },
    to: { column: column + 1, y: stack(nodes[place(first[right], column + 1)], count) },
    width: Math.max(THINNEST, count * scale),
    count,
    words: `${first[left]}, ${first[right]}: ${count}`,
  }));
}

/** Routes that are drawn as one band. */
function bundlesOf(routes: readonly Route[], left: Key, right: Key): Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const route of routes) {
    const key = JSON.stringify([route[left], route[right], route.exposure]);
    const before = bundles.get(key);
    bundles.set(key, { first: before?.first ?? route, count: (before?.count ?? 0) + 1 });
  }
  return [...bundles.values()];
}

/** Gives the middle of the next free stretch of a node's side. */
function stacking(): (node: Node | undefined, count: number) => number {
  const used = new Map<Node, number>();
  return (node, count) => {
    if (node === undefined) return 0;
    const before = used.get(node) ?? 0;
    used.set(node, before + count);
    return node.y + ((before + count / 2) / node.count) * node.height;
  };
}
