// Node's environment plus the worker's one database, kept from test file to test file because opening it takes seconds.
import { TestEnvironment } from 'jest-environment-node';
import { workerDatabase } from './worker-database.mjs';

export default class GenjinEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.workerDatabase = workerDatabase;
  }

  /** A browser's test that fails says what its pages showed. */
  async handleTestEvent({ name, test }) {
    if (name === 'test_fn_failure') await this.global.tellWhatIsShown?.(test.name);
  }
}
