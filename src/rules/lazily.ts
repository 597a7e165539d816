/** Values that are made when they are first asked for, and then kept. */

/** An object each of whose values is made by the function that stands for it. */
export function lazily<T extends object>(makers: { readonly [K in keyof T]: () => T[K] }): T {
  const made: T = Object.create(Object.prototype, Object.fromEntries(Object.entries<() => unknown>(makers).map(getterOf)));
  return made;
}

function getterOf([key, make]: [string, () => unknown]): [string, PropertyDescriptor] {
  return [key, { enumerable: true, get: once(make) }];
}

/** A function that runs once and gives the same ever after. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** A function that runs once for each object, and gives the same ever after. */
export function onceFor<K extends object, T>(make: (key: K) => T): (key: K) => T {
  const made = new WeakMap<K, { readonly value: T }>();
  return (key) => {
    let known = made.get(key);
    if (known === undefined) made.set(key, (known = { value: make(key) }));
    return known.value;
  };
}
