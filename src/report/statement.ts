/** Facts about developers and operators as a report states them. */
import type { Report, Statement } from '../types.ts';

type Background = NonNullable<Report['background']>;

/** `2025-02-10, US-NY, in force`. */
function statementHead({ asOf, jurisdiction, status }: Statement): string {
  return `${asOf}, ${jurisdiction}, ${status.replaceAll('-', ' ')}`;
}

/** `DeepSeek, 2025-02-10, US-NY, in force: New York bars ... (source: govtech.com)`. */
export function statementWords(statement: Statement, background: Background): string {
  const { developer, text, confidence, source } = statement;
  const doubt = confidence === 'high' ? '' : `, ${confidence} confidence`;
  return `${developerIn(developer, background)}, ${statementHead(statement)}${doubt}: ${text} (source: ${source})`;
}

/** The name of a developer that facts are stated of. */
export function developerIn(id: string, { sources }: Background): string {
  return sources.find((source) => source.kind === 'developer' && source.id === id)?.name ?? id;
}
