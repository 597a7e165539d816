/** Reads a git configuration as data; files that it includes are not followed. https://git-scm.com/docs/git-config#_syntax */

const SECTION = /^\s*\[\s*([A-Za-z0-9.-]+)\s*(?:"((?:[^"\\]|\\.)*)"\s*)?\]/;
const SETTING = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*(?:=(.*))?$/;
/** A line that an odd number of backslashes ends goes on. */
const CONTINUED = /(?<!\\)((?:\\\\)*)\\\r?\n/g;
const LONGEST_LINE = 4096;

/** Settings by `section.subsection.name`, section and name in lower case; the last of a name counts. */
export function settingsOf(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  let prefix = '';
  for (const line of text.replaceAll(CONTINUED, '$1').split(/\r?\n/)) {
    if (line.length > LONGEST_LINE) continue;
    const [head, section, subsection] = SECTION.exec(line) ?? [];
    if (section !== undefined) prefix = sectionName(section, subsection);
    const [, name, value] = SETTING.exec(line.slice(head?.length ?? 0)) ?? [];
    if (name !== undefined && prefix !== '') settings.set(`${prefix}.${name.toLowerCase()}`, valueOf(value ?? 'true'));
  }
  return settings;
}

function sectionName(section: string, subsection: string | undefined): string {
  return subsection === undefined ? section.toLowerCase() : `${section.toLowerCase()}.${subsection.replaceAll(/\\(.)/g, '$1')}`;
}

/** A value without its comment, its quotes and the blanks around it; blanks within quotes stay. */
function valueOf(written: string): string {
  const text = written.trimStart();
  let value = '';
  let kept = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (!isQuoted && /[#;]/.test(char)) break;
    if (char === '"') isQuoted = !isQuoted;
    else value += char === '\\' ? (text[++at] ?? '') : char;
    if (isQuoted || !/\s/.test(char)) kept = value.length;
  }
  return value.slice(0, kept);
}
