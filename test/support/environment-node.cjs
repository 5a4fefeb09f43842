module.exports = require('./forget-storages.cjs')(require('jest-environment-node').TestEnvironment);
