/** Dockerfiles and Containerfiles. https://docs.docker.com/reference/dockerfile/ */
import { dockerfileSpans } from '../../formats/dockerfile.ts';
import type { Extractor } from '../../types.ts';

const OTHER = /\.(?:md|rst|py|sh|ts|js|kt|java|go|rs|txt|json|ya?ml|html?|dockerignore|tmLanguage)$/i;

/** Images, variables and command lines. */
export const dockerfile: Extractor = {
  id: 'infra/dockerfile',
  files: [
    '**/{Dockerfile,Containerfile}',
    '**/{Dockerfile,Containerfile}{.,-,_}*',
    '**/*{-,_}{Dockerfile,Containerfile}',
    '**/*.{dockerfile,containerfile}',
  ],
  claims: ({ path }) => !OTHER.test(path),
  read: ({ text }) => dockerfileSpans(text),
};
