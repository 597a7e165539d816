/** INI files, systemd units, supervisor and server configurations, Java properties of no more specific kind.
 *  https://docs.python.org/3/library/configparser.html, https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html */
import { readIni, readProperties } from '../../formats/ini.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from './refine.ts';

/** Keys and values by section. */
export const ini: Extractor = {
  id: 'config/ini',
  files: [
    '**/*.{ini,cfg,conf,cnf,properties,desktop,editorconfig,gitconfig,gitmodules,npmrc,pypirc,condarc}',
    '**/*.{service,socket,timer,target,container,pod}',
    '**/*.{ini,cfg,conf,properties}.{example,sample,template,tmpl,j2,dist,default}',
    '**/{Caddyfile,Procfile,supervisord.conf}',
    '**/.{coveragerc,flake8,pylintrc}',
  ],
  read: ({ path, text }) => refinedSpans(text, /\.properties(?:\.[a-z0-9]+)?$/i.test(path) ? readProperties(text) : readIni(text)),
};
