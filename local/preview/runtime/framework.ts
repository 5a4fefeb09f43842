import type { template } from 'glass-easel';

export type { CodeSpace } from 'glass-easel-miniprogram-adapter';

/** The compiled templates by id; `wx/…` are those of the built-in components. */
export type Templates = template.ProcGenGroupList & Record<string, template.ComponentTemplate['content']>;
