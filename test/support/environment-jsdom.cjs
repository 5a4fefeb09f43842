module.exports = require('./forget-storages.cjs')(require('jest-environment-jsdom').TestEnvironment);
