/** Small readers of what the reports write, independent of how they write it. */

/** The cells of comma-separated values as RFC 4180 has them; throws where the text breaks its grammar. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quoted = /"((?:[^"]|"")*)"(?=,|\r\n)/y;
    const bare = /[^",\r\n]*(?=,|\r\n)/y;
    quoted.lastIndex = bare.lastIndex = at;
    const cell = quoted.exec(text) ?? bare.exec(text);
    if (cell === null) throw new Error(`no cell at ${at}: ${text.slice(at, at + 40)}`);
    row.push(cell[1]?.replaceAll('""', '"') ?? cell[0]);
    at += cell[0].length;
    if (text[at] === ',') at += 1;
    else {
      rows.push(row);
      row = [];
      at += 2;
    }
  }
  return rows;
}

/** Markdown without its code spans: a run of backticks closes at the next run of the same length. */
export function withoutCode(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      let rest = line;
      let out = '';
      for (let open = /`+/.exec(rest); open !== null; open = /`+/.exec(rest)) {
        const after = rest.slice(open.index + open[0].length);
        const close = [...after.matchAll(/`+/g)].find(([run]) => run.length === open?.[0].length);
        if (close === undefined) return out + rest;
        out += rest.slice(0, open.index);
        rest = after.slice(close.index + close[0].length);
      }
      return out + rest;
    })
    .join('\n');
}
