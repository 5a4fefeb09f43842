import { startCloudbase } from '../../../local/cloudbase/start-cloudbase';
import { declaration } from './start-cloud';

// A local CloudBase in a process of its own, to be killed: its arguments are the data folder, the functions and the runner.
const [dataFolder = '', functionsFolder = '', runnerFile = ''] = process.argv.slice(2);

startCloudbase({
  port: 0,
  dataFolder,
  functionsFolder,
  runnerFile,
  appid: 'wx0123456789abcdef',
  environment: () => ({}),
  database: declaration,
  httpRoutes: {},
  prewarm: false,
}).then(({ url }) => console.log(url));
