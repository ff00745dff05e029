// Loaded into a server's process before everything else: its clock may be wrong (DRILL_CLOCK_MS), and it dies at a marked step of a timer's
// firing (DRILL_STEP) when it comes there for the DRILL_COUNT-th time. The server itself knows nothing of it.
import mongodb from 'mongodb';
import pg from 'pg';

const { DRILL_CLOCK_MS, DRILL_STEP, DRILL_COUNT = '1' } = process.env;

if (DRILL_CLOCK_MS) {
  const Real = Date;
  const shift = Number(DRILL_CLOCK_MS);
  globalThis.Date = class Date extends Real {
    constructor(...given) {
      super(...(given.length > 0 ? given : [Real.now() + shift]));
    }
    static now() {
      return Real.now() + shift;
    }
  };
}

let left = Number(DRILL_COUNT);
function pass(step) {
  if (step === DRILL_STEP && --left <= 0) process.kill(process.pid, 'SIGKILL');
}

/** What the transaction of each connection has done so far. */
const transactions = new WeakMap();

function before(client, text) {
  if (/^\s*begin/i.test(text)) transactions.set(client, {});
  if (isClaim(text)) pass('BEFORE_CLAIM');
  if (transactions.get(client)?.fires && /^\s*commit/i.test(text)) pass('BEFORE_COMMIT');
  if (/delete from "?agenda_jobs/i.test(text)) pass('BEFORE_STORE_HEARS');
}

function after(client, text, values) {
  if (isClaim(text)) pass('AFTER_CLAIM');
  const done = transactions.get(client);
  if (!done) return;
  if (/update "Deadline"/.test(text) && JSON.stringify(values ?? []).includes('FIRED')) {
    done.fires = true;
    pass('IN_TRANSACTION');
  }
  if (done.fires && /^\s*commit/i.test(text)) pass('AFTER_COMMIT');
}

/** Only what is due passes over subjects that somebody else works on. */
const isClaim = (text) => /for update skip locked/i.test(text) && /from "(Customer|Lead)"/.test(text);

if (DRILL_STEP) {
  const query = pg.Client.prototype.query;
  pg.Client.prototype.query = function (...given) {
    const text = typeof given[0] === 'string' ? given[0] : given[0]?.text;
    if (typeof text !== 'string') return query.apply(this, given);
    const values = Array.isArray(given[1]) ? given[1] : given[0]?.values;
    before(this, text);
    const last = given.at(-1);
    if (typeof last === 'function') {
      given[given.length - 1] = (error, result) => {
        if (!error) after(this, text, values);
        return last(error, result);
      };
      return query.apply(this, given);
    }
    const answer = query.apply(this, given);
    return typeof answer?.then === 'function'
      ? answer.then((result) => {
          after(this, text, values);
          return result;
        })
      : answer;
  };
  for (const name of ['deleteOne', 'deleteMany']) {
    const remove = mongodb.Collection.prototype[name];
    mongodb.Collection.prototype[name] = function (...given) {
      pass('BEFORE_STORE_HEARS');
      return remove.apply(this, given);
    };
  }
}
