import type { CollectionRule, CustomRule, Declaration } from '../declaration';
import { parseExpression, type Scope } from './expression';

export type ClientAction = 'read' | 'create' | 'update' | 'delete';

/** Which documents a client may touch. */
export type Access = { kind: 'all' | 'none' | 'own' } | { kind: 'each'; allows(scope: Scope): boolean };

type BasicRule = Exclude<CollectionRule, CustomRule>;

const basic: Record<BasicRule, { read: Access; write: Access }> = {
  ADMINONLY: { read: { kind: 'none' }, write: { kind: 'none' } },
  ADMINWRITE: { read: { kind: 'all' }, write: { kind: 'none' } },
  READONLY: { read: { kind: 'all' }, write: { kind: 'own' } },
  PRIVATE: { read: { kind: 'own' }, write: { kind: 'own' } },
};

/**
 * What the collection's rule lets clients do. A collection that is not declared has the platform's default: its creator
 * reads and writes. https://docs.cloudbase.net/database/data-permission
 */
export function collectionAccess({ collections }: Declaration, collection: string, action: ClientAction): Access {
  const rule = Object.hasOwn(collections, collection) ? collections[collection]?.rule : undefined;
  if (rule === undefined) return basic.PRIVATE[action === 'read' ? 'read' : 'write'];
  if (typeof rule === 'string') return basic[rule][action === 'read' ? 'read' : 'write'];
  return customAccess(action === 'read' ? rule.read : (rule[action] ?? rule.write));
}

/** @throws Error that names the collection whose rule is not understood */
export function checkCollectionRules({ collections }: Declaration): void {
  for (const [name, { rule }] of Object.entries(collections)) {
    try {
      if (typeof rule === 'string') {
        if (!Object.hasOwn(basic, rule)) throw new Error(`there is no rule ${rule}`);
      } else for (const one of Object.values(rule)) customAccess(one);
    } catch (error) {
      throw new Error(`collection ${name}: ${(error as Error).message}`);
    }
  }
}

function customAccess(rule: boolean | string | undefined): Access {
  if (typeof rule === 'string') return { kind: 'each', allows: parseExpression(rule) };
  return { kind: rule === true ? 'all' : 'none' };
}
