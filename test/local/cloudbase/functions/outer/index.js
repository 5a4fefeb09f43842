const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

// Calls itself `depth` times, then `nested`.
exports.main = async ({ depth }) => {
  const call = depth > 0 ? { name: 'outer', data: { depth: depth - 1 } } : { name: 'nested', data: { from: 'outer' } };
  return (await cloud.callFunction(call)).result;
};
