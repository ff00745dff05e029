import { useAsk } from '../../connection/use-ask.js';
import { PoolListDocument } from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { names } from '../../shell/pages.js';
import { Shown } from '../../ui/states.js';
import { PoolCard } from './pool-card.js';
import { poolRuleWords } from './words.js';

/** Every pool: whose it is, what lies in it, and by which rules. */
export default function PoolRulesPage() {
  const t = useTexts(poolRuleWords);
  const { poolRules } = useTexts(names);
  const asked = useAsk(PoolListDocument, {});
  return (
    <div className="stack">
      <h1>{poolRules}</h1>
      <p className="soft">{t.intro}</p>
      <Shown asked={asked}>
        {({ pools }) => (
          <ul className="stack tight" aria-label={poolRules}>
            {pools.map((pool) => (
              <PoolCard key={pool.id} pool={pool} onChanged={asked.refresh} />
            ))}
          </ul>
        )}
      </Shown>
    </div>
  );
}
