/** Dockerfiles and Containerfiles. https://docs.docker.com/reference/dockerfile/ */
import { dockerfileSpans } from '../../formats/dockerfile.ts';
import type { Extractor } from '../../types.ts';

export const dockerfile: Extractor = {
  id: 'infra/dockerfile',
  files: [
    '**/{Dockerfile,Containerfile}',
    '**/{Dockerfile,Containerfile}{.,-,_}!(*.md|*.py|*.sh|*.ts|*.js)',
    '**/*.{dockerfile,containerfile}',
  ],
  read: ({ text }) => dockerfileSpans(text),
};
