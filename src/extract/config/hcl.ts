/** Terraform, Packer, Nomad and other HCL. https://developer.hashicorp.com/terraform/language/syntax/configuration */
import { readHcl } from '../../formats/hcl/index.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from './refine.ts';

/** Keys and values by block. */
export const hcl: Extractor = {
  id: 'config/hcl',
  files: ['**/*.{tf,tfvars,hcl,nomad,tofu}', '**/*.{tf,tfvars,hcl}.{example,sample,template,dist}'],
  read: ({ text }) => refinedSpans(text, readHcl(text)),
};
