import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from '@jest/globals';
import { CreateCustomerDocument } from '../../clients/sdk/generated/operations.js';
import { ADMIN, anApi, PASSWORD, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { anIntegration, type Integration } from '../support/installed-sdk.js';
import { ran, ranNode } from '../support/ran.js';

/** Signs in, and hears of what is done meanwhile. */
const SMOKE = `
import { createClient, CreateCustomerDocument, CustomerChangedDocument, MeDocument } from '@genjin/sdk';

async function main(): Promise<void> {
  const client = createClient({ url: process.env['API']! });
  const { email } = await client.signIn('${ADMIN.login}', '${ADMIN.password}');
  const { head: after } = await client.request(MeDocument);
  const input = { name: '周敏', phone: process.env['PHONE']! };
  const { createCustomer } = await client.request(CreateCustomerDocument, { input });
  for await (const { customerChanged } of client.subscribe(CustomerChangedDocument, { after })) {
    if (customerChanged.customer?.id !== createCustomer.customer?.id) continue;
    console.log(email, customerChanged.customer?.stage.code);
    break;
  }
  await client.close();
}

main();
`;

/** A page that asks one thing. */
const PAGE = `
import { browserStore, createClient, MeDocument } from '@genjin/sdk';
const client = createClient({ url: '/graphql', sessionStore: browserStore() });
client.request(MeDocument).then(({ viewer }) => console.log(viewer?.name));
`;

/** What stands around the README's code, one block after the other, and what it says when it runs. */
const README: readonly { readonly before?: string; readonly after?: string; readonly says: RegExp }[] = [
  { says: /INITIAL_CONTACT/ },
  {
    before: `Object.assign(globalThis, { location: { href: process.env['API'] } });
      const showSignIn = () => console.log('signed out');`,
    after: `await client.signIn('lin@example.com', '${PASSWORD}'); await client.signOut();`,
    says: /^signed out$/m,
  },
  {
    before: `import { CreateCustomerDocument } from '@genjin/sdk';`,
    after: `const input = { name: '周敏', phone: '13800138000' };
      console.log(told((await client.request(CreateCustomerDocument, { input })).createCustomer.refusal!));`,
    says: /周敏|已/,
  },
  { says: /周敏/ },
  {
    before: `const chosen = new File(['%PDF-1.7'], '合同.pdf'); const customerId = process.env['CUSTOMER']!;`,
    says: /^100 %$/m,
  },
];

let api: Api;
let integration: Integration;
let env: Readonly<Record<string, string>>;
let customers = 0;

const aCustomer = (token: string) =>
  clientOf(api, token).request(CreateCustomerDocument, {
    input: { name: '周敏', phone: `${13_800_138_000 + customers++}` },
  });

beforeAll(async () => {
  [api, integration] = await Promise.all([anApi(), anIntegration()]);
  await api.gql(
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
    { input: { name: '林', email: 'lin@example.com', password: PASSWORD, role: 'SALES' } },
    api.admin,
  );
  const { accessToken: TOKEN } = await api.signIn('lin@example.com');
  const { createCustomer } = await aCustomer(TOKEN);
  env = { API: api.graphqlUrl, TOKEN, CUSTOMER: createCustomer.customer!.id };
  integration.write({ 'smoke.mts': SMOKE, 'smoke.cts': SMOKE, 'page.mts': PAGE, ...readmePrograms() });
  await integration.compile();
});

test.each([
  ['import', 'smoke.mjs', '13900139001'],
  ['require', 'smoke.cjs', '13900139002'],
])('the packed SDK works by %s', async (_, program, PHONE) => {
  expect(await ranNode([program], { cwd: integration.folder, env: { ...env, PHONE } })).toContain(
    `${ADMIN.login} INITIAL_CONTACT`,
  );
});

test('a page is bundled without anything of Node, and with the documents that it uses only', async () => {
  const { folder } = integration;
  const options = { bundle: true, platform: 'browser', format: 'esm', minify: true };
  const files = { entryPoints: [join(folder, 'page.mts')], outfile: join(folder, 'page.js') };
  const bundling = `require('esbuild').buildSync(${JSON.stringify({ ...options, ...files })})`;
  await ranNode(['-e', bundling], { cwd: resolve('.') });
  const page = readFileSync(join(folder, 'page.js'), 'utf8');
  expect(page).toContain('refreshSession');
  expect(page).not.toContain('createWebhook');
  expect(page).not.toMatch(/["']node:|\brequire\(/);
  expect(gzipSync(page).length).toBeLessThan(30_000);
});

test('the code of the README runs as it stands', async () => {
  const outputs = README.map(async ({ says }, index) => {
    const { output } = await ran(process.execPath, [`readme/${index}.js`], {
      cwd: integration.folder,
      env,
      until: says,
    });
    expect(output).toMatch(says);
  });
  let areDone = false;
  const all = Promise.all(outputs).finally(() => (areDone = true));
  while (!areDone) await aCustomer(env['TOKEN']!); // what the first of them waits to hear
  await all;
});

/** Each block as a program of its own; what it doesn't define itself stands before it. */
function readmePrograms(): Record<string, string> {
  const text = readFileSync('clients/sdk/README.md', 'utf8').replace(
    "'https://crm.example.com/graphql'",
    "process.env['API']!",
  );
  const blocks = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code!);
  expect(blocks).toHaveLength(README.length);
  return Object.fromEntries(
    blocks.map((code, index) => {
      const { before = '', after = '' } = README[index]!;
      const client = /const client =/.test(code) ? '' : CLIENT;
      return [`readme/${index}.ts`, [client, before, code, after].join('\n')];
    }),
  );
}

const CLIENT = `import { createClient } from '@genjin/sdk';
const client = createClient({ url: process.env['API']!, token: process.env['TOKEN']! });`;
