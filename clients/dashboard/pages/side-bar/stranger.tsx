import { useState } from 'react';
import type { Refusal } from '../../connection/refusal.js';
import { useAct, type ActOptions } from '../../connection/use-act.js';
import { useAsk } from '../../connection/use-ask.js';
import { useViewer } from '../../connection/viewer.js';
import { customerWords } from '../../customer/words.js';
import { AddCustomerDocument, ChangeContactDocument, WhomToLinkDocument } from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { Field, Form, said, saidOrNull } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { Search, useSearchText } from '../../ui/search.js';
import { Shown } from '../../ui/states.js';
import { sideBarWords } from './words.js';

interface Props {
  readonly contactId: string;
  readonly onKnown: () => Promise<unknown>;
}

/** A contact whom nobody here knows by WeCom's id: a customer who is known otherwise, or somebody new. */
export function Stranger({ contactId, onKnown }: Props) {
  const t = useTexts(sideBarWords);
  return (
    <div className="stack">
      <h1>{t.unknown}</h1>
      <p className="soft">{t.unknownHint}</p>
      <Link contactId={contactId} onKnown={onKnown} />
      <Create contactId={contactId} onKnown={onKnown} />
    </div>
  );
}

function Link({ contactId, onKnown }: Props) {
  const t = useTexts(sideBarWords);
  const { id: ownerId } = useViewer();
  const [search, searched, setSearch] = useSearchText();
  const asked = useAsk(WhomToLinkDocument, { search: searched, ownerId }, { pause: searched === '' });
  const [change, isBusy] = useAct(ChangeContactDocument);
  const link = async (customerId: string, version: number) => {
    const linked = await change({ input: { customerId, version, wecomExternalUserId: contactId } });
    await (linked ? onKnown() : asked.refresh());
  };
  return (
    <section className="card stack" aria-labelledby="link-title">
      <h2 id="link-title">{t.link}</h2>
      <Search label={t.search} value={search} onChange={setSearch} />
      {searched !== '' && (
        <Shown asked={asked}>
          {({ customers: { nodes } }) =>
            nodes.length === 0 ? (
              <p className="soft">{t.nobody}</p>
            ) : (
              <ul className="stack tight">
                {nodes.map(({ id, version, name, company, phone }) => (
                  <li key={id} className="row spread">
                    <span>
                      <strong>{name}</strong> <span className="soft small">{company ?? phone}</span>
                    </span>
                    <button
                      type="button"
                      disabled={isBusy}
                      aria-label={t.linkTo(name)}
                      onClick={() => void link(id, version)}
                    >
                      {t.itsThem}
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Shown>
      )}
    </section>
  );
}

function Create({ contactId, onKnown }: Props) {
  const t = useTexts(sideBarWords);
  const own = useTexts(customerWords);
  const [create, isBusy] = useAct(AddCustomerDocument);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const add = async (given: FormData, places: ActOptions) => {
    const input = {
      name: said(given, 'name'),
      company: saidOrNull(given, 'company'),
      phone: saidOrNull(given, 'phone'),
      wechat: saidOrNull(given, 'wechat'),
      wecomExternalUserId: contactId,
    };
    setRefusal(null);
    const made = await create({ input }, { ...places, onRefused: (why) => (setRefusal(why), true) });
    if (made) await onKnown();
    return made;
  };
  return (
    <section className="card stack" aria-labelledby="create-title">
      <h2 id="create-title">{t.create}</h2>
      <Form submit={t.create} isBusy={isBusy} onGiven={add}>
        <Field name="name" label={t.name}>
          {(field) => <input {...field} required maxLength={100} />}
        </Field>
        <Field name="company" label={own.company}>
          {(field) => <input {...field} />}
        </Field>
        <Field name="phone" label={own.phone}>
          {(field) => <input {...field} type="tel" inputMode="tel" />}
        </Field>
        <Field name="wechat" label={own.wechat}>
          {(field) => <input {...field} />}
        </Field>
        {refusal && <Refused refusal={refusal} />}
      </Form>
    </section>
  );
}
