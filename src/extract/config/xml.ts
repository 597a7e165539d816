/** XML of no more specific kind: application settings, Spring beans, property lists, translations (those of Qt end in `.ts`). https://www.w3.org/TR/xml/ */
import { readXml } from '../../formats/xml.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from './refine.ts';

/** Elements, attributes and their texts, each with its path. */
export const xml: Extractor = {
  id: 'config/xml',
  files: ['**/*.{xml,config,plist,xaml,resx,props,targets,wsdl,xsd,xsl,xslt,iml,xlf,xliff,settings,vsixmanifest,resw,stringsdict,ts}'],
  claims: ({ path, text }) => (path.endsWith('.ts') ? text.startsWith('<?xml') : /^\s*</.test(text)),
  read: ({ text }) => refinedSpans(text, readXml(text)),
};
