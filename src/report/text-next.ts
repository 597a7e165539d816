/** The end of the text report: what to do about the heaviest findings. */
import { gravestFirst, isOpen } from '../findings.ts';
import type { Report, RuleDescription } from '../types.ts';
import { groupBy } from './inventory.ts';
import { isUnread, remedyOf, WHEN_INCOMPLETE } from './remedy.ts';
import { paragraph, type Page } from './text-page.ts';
import { visible } from './visible.ts';

const RULES = 3;

/** The remedy of the most important rules that were broken, one line each. */
export function nextLines({ findings, policy, diagnostics }: Pick<Report, 'findings' | 'policy' | 'diagnostics'>, page: Page): string[] {
  const open = groupBy(findings.filter(isOpen), ({ ruleId }) => ruleId);
  const rules = gravestFirst(policy.rules.filter(({ id }) => open.has(id)));
  const unread = diagnostics.some(isUnread) ? paragraph(`incomplete: ${WHEN_INCOMPLETE}`, page, 2) : [];
  if (rules.length + unread.length === 0) return [];
  return [page.colors.bold('What to do next'), ...rules.slice(0, RULES).flatMap((rule) => remedyLines(rule, page)), ...unread];
}

function remedyLines(rule: RuleDescription, page: Page): string[] {
  return [...paragraph(`${rule.level}: ${visible(remedyOf(rule))}`, page, 2), page.colors.dim(`    pedigree explain ${visible(rule.id)}`)];
}
