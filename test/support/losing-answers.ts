import { DatabaseUnavailable } from '../../cloudfunctions/lib/errors';
import type { Database } from '../../cloudfunctions/lib/operations/ports';

/** The database as somebody sees it who never hears of a commit of his, although it was made. */
export function losingAnswers(database: Database): Database {
  return {
    get: (collection, id) => database.get(collection, id),
    find: (collection, query) => database.find(collection, query),
    count: (collection, where) => database.count(collection, where),
    async transaction(body) {
      await database.transaction(body);
      throw new DatabaseUnavailable('the answer was lost');
    },
  };
}
