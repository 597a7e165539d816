/**
 * One self-contained page for the person who decides. Nothing is loaded, nothing is sent: the content security policy admits
 * this page's own style sheet and script, by their hashes, and nothing else.
 */
import { hashOf } from '../rules/digest.ts';
import type { Report } from '../types.ts';
import { coverageSection } from './html/coverage-section.ts';
import { findingsSection } from './html/findings.ts';
import { inventorySection } from './html/inventory-section.ts';
import { lineageSection } from './html/lineage-section.ts';
import { exposureMap } from './html/map.ts';
import { m, trusted, type Markup } from './html/markup.ts';
import { recordSection } from './html/record-section.ts';
import { routesOf } from './html/routes.ts';
import { rulesSection } from './html/rules-section.ts';
import { SCRIPT } from './html/script.ts';
import { STYLE } from './html/style.ts';
import { summary } from './html/summary.ts';
import { viewOf } from './html/view.ts';

const SECTIONS = [
  ['exposure', 'Exposure'],
  ['findings', 'Findings'],
  ['inventory', 'Inventory'],
  ['lineage', 'Lineage'],
  ['record', 'On record'],
  ['coverage', 'Coverage'],
  ['rules', 'Rules and sources'],
] as const;

/** The page, as one HTML document. */
export function html(report: Report): string {
  const view = viewOf(report);
  const routes = routesOf(view);
  const parts = [
    exposureMap(routes),
    findingsSection(view),
    inventorySection(view),
    lineageSection(view),
    recordSection(view),
    coverageSection(view),
    rulesSection(view),
  ];
  const present = SECTIONS.filter((_, at) => parts[at]?.markup !== '');
  return m`<!doctype html>
<html lang="en" class="no-js">
${head(report)}
<body>
<a class="skip" href="#main">To the content</a>
<div class="page">
${summary(view, routes)}<nav aria-label="Parts of the report"><ul>${present.map(([id, title]) => m`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main id="main">
${parts}</main>
<footer class="fine">Pedigree ${report.tool.version}. A finding states where a model comes from and how it is reached; it does not judge the model.</footer>
</div>
</body>
</html>
`.markup;
}

function head({ verdict, policy }: Report): Markup {
  const csp = `default-src 'none'; style-src '${allowed(STYLE)}'; script-src '${allowed(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  return m`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(csp)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Pedigree: ${verdict}, policy ${policy.id}</title>
<style>${trusted(STYLE)}</style>
<script>${trusted(SCRIPT)}</script>
</head>`;
}

/** The hash by which a content security policy names an inline style sheet or script. */
function allowed(text: string): string {
  return `sha256-${hashOf('sha256').update(text).digest('base64')}`;
}
