const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
const db = cloud.database();

// Runs what the test wrote beside its expectation, with the real SDK in hand.
exports.main = async ({ source, argument }) =>
  new Function(`return ${source}`)()({ cloud, db, _: db.command, memory: globalThis }, argument);
