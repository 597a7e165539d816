/** XML of no more specific kind: application settings, Spring beans, property lists. https://www.w3.org/TR/xml/ */
import { readXml } from '../../formats/xml.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from './refine.ts';

export const xml: Extractor = {
  id: 'config/xml',
  files: ['**/*.{xml,config,plist,xaml,resx,props,targets,wsdl,xsd,xsl,xslt,iml,xlf,xliff,settings,vsixmanifest}'],
  claims: ({ text }) => /^\s*</.test(text),
  read: ({ text }) => refinedSpans(text, readXml(text)),
};
