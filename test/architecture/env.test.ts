import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ConfigError, readConfig, type Environment } from '../../config.js';

const example = readFileSync('.env.example', 'utf8');
const lines = [...example.matchAll(/^(# )?([A-Z][A-Z0-9_]*)=(.*)$/gm)];
const named = lines.map(([, , name]) => name!).sort();
const preset = Object.fromEntries(lines.filter(([, off]) => !off).map(([, , name, value]) => [name!, value!]));

/** The variables that readConfig asks an environment for. */
function variablesRead(): string[] {
  const read = new Set<string>();
  const env = new Proxy<Environment>({}, { get: (_, name) => void read.add(String(name)) });
  readConfig(env);
  return [...read].sort();
}

test('.env.example names every variable that is read, and no other', () => {
  expect(named).toEqual(variablesRead());
});

test('.env.example shows the defaults', () => {
  expect(readConfig(preset)).toEqual(readConfig({}));
});

test('an empty variable counts as unset', () => {
  expect(readConfig(Object.fromEntries(named.map((name) => [name, ' '])))).toEqual(readConfig({}));
});

test.each([
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['DATABASE_URL', 'mysql://localhost'],
  ['MONGODB_URL', 'localhost:27017'],
  ['ROLE', 'everything'],
  ['AUTH_SECRET', 'short'],
  ['ADMIN_EMAIL', 'nobody'],
  ['ADMIN_PASSWORD', 'short'],
  ['TZ_DEFAULT', 'Mars/Olympus'],
  ['LOCALE_DEFAULT', 'xx'],
  ['LOG_LEVEL', 'loud'],
  ['GENJIN_DEMO', 'perhaps'],
  ['PUBLIC_URL', 'crm.example.com'],
  ['WEBHOOK_PRIVATE_HOSTS', 'http://mailer'],
  ['ALLOWED_ORIGINS', 'https://crm.example.com/app'],
  ['WECHAT_API_URL', 'api.weixin.qq.com'],
  ['REDIS_URL', 'localhost:6379'],
  ['OIDC_ISSUER', 'https://id.example'],
  ['JWKS', 'https://id.example/keys'],
  ['S3_BUCKET', 'files'],
  ['S3_ENDPOINT', 'ftp://files'],
  ['SMTP_URL', 'smtp://localhost'],
  ['SMTP_URL', 'localhost:25'],
  ['SMTP_FROM', 'genjin@example.com'],
  ['WECOM_CORP_ID', 'x'],
  ['WECOM_AGENT_ID', 'x'],
  ['WECOM_API_URL', 'https://qyapi.weixin.qq.com/cgi-bin'],
  ['WECOM_TOKEN', 'x'],
  ['DINGTALK_APP_KEY', 'x'],
  ['FEISHU_APP_ID', 'x'],
])('%s=%s stops the start with one sentence that names it', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}\\b[^\\n]*\\.$`));
});

test.each([
  [{ ROLE: 'worker' }, 'DATABASE_URL'],
  [{ REDIS_URL: 'redis://localhost' }, 'DATABASE_URL'],
  [{ S3_ENDPOINT: 'https://s3.example.com', S3_BUCKET: 'files', S3_REGION: 'cn-north-1' }, 'S3_ACCESS_KEY_ID'],
  [{ WECOM_CORP_ID: 'ww1', WECOM_APP_SECRET: 'x' }, 'WECOM_AGENT_ID'],
  [{ FEISHU_APP_ID: 'cli_1' }, 'FEISHU_APP_SECRET'],
  [{ SMTP_URL: 'smtp://localhost' }, 'SMTP_FROM'],
  [{ ROLE: 'api', DATABASE_URL: 'postgres://localhost/genjin' }, 'AUTH_SECRET'],
])('half a configuration %j stops the start and names what is missing', (env, missing) => {
  expect(() => readConfig(env)).toThrow(missing);
});

test("a refused URL isn't shown, since it may hold a password", () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://root:hunter2@localhost' })).not.toThrow('hunter2');
});
