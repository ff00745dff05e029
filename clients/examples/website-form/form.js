const form = document.querySelector('#enquiry');
const status = form.querySelector('[role=status]');
const button = form.querySelector('button');

/** What was sent last, and its key: the same again is the same delivery, another text is another one. */
let delivery = { body: '', key: '' };

form.addEventListener('input', ({ target }) => target.setCustomValidity(''));
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { website, _redirect, ...fields } = Object.fromEntries(new FormData(form));
  if (website) return say('谢谢，我们会尽快联系您。');
  button.disabled = true;
  say('正在提交…');
  try {
    show(await deliver({ ...fields, campaign: campaign(), page: location.pathname }));
  } catch {
    say('网络不通，请稍后再试。');
  } finally {
    button.disabled = false;
  }
});

const campaign = () => new URLSearchParams(location.search).get('utm_campaign') ?? undefined;

async function deliver(fields) {
  const body = JSON.stringify(fields);
  if (body !== delivery.body) delivery = { body, key: crypto.randomUUID() };
  return persistently(() =>
    fetch(form.action, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': delivery.key },
      body,
    }),
  );
}

/** Three times, where the line is lost or the API asks to come again; the key makes that safe. */
async function persistently(send, left = 2) {
  const response = await send().catch((lost) => (left > 0 ? null : Promise.reject(lost)));
  const isBusy = !response || response.status === 429 || response.status === 503;
  if (!isBusy || left === 0) return response;
  const seconds = Number(response?.headers.get('retry-after')) || 1;
  await new Promise((resolve) => setTimeout(resolve, Math.min(seconds, 10) * 1000));
  return persistently(send, left - 1);
}

async function show(response) {
  const { detail, field } = await response.json();
  if (response.ok) {
    form.reset();
    return say('谢谢，我们会尽快联系您。');
  }
  const input = form.elements.namedItem(field ?? '');
  say(detail ?? '提交失败，请稍后再试。');
  if (!(input instanceof HTMLElement)) return;
  input.setCustomValidity(detail);
  input.reportValidity();
}

const say = (text) => (status.textContent = text);
