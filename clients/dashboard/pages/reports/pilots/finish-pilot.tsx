import { useAct } from '../../../connection/use-act.js';
import { FinishPilotDocument, type PilotStatus } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { useToasts } from '../../../ui/toasts.js';

interface Props {
  readonly pilotId: string;
  readonly status: PilotStatus;
  readonly team: string;
  readonly onFinished: () => unknown;
}

/** Ends a pilot before its time, or takes the team back to what it followed before, also afterwards. */
export function FinishPilot({ pilotId, status, team, onFinished }: Props) {
  const t = useTexts(words);
  const toasts = useToasts();
  const [finish, isBusy] = useAct(FinishPilotDocument);
  const end = async (rollBack: boolean) => {
    if (!confirm(rollBack ? t.sureRollBack(team) : t.sureEnd(team))) return;
    if (!(await finish({ input: { pilotId, rollBack } }))) return;
    toasts.show({ tone: 'good', text: rollBack ? t.rolledBack : t.ended });
    onFinished();
  };
  if (status === 'ROLLED_BACK') return null;
  return (
    <div className="row">
      {status !== 'ENDED' && (
        <button type="button" disabled={isBusy} onClick={() => void end(false)}>
          {status === 'PLANNED' ? t.callOff : t.end}
        </button>
      )}
      {status !== 'PLANNED' && (
        <button type="button" disabled={isBusy} onClick={() => void end(true)}>
          {t.rollBack}
        </button>
      )}
    </div>
  );
}

const words = texts(
  {
    callOff: '取消试点',
    end: '提前结束',
    rollBack: '回退',
    sureEnd: (team: string) => `结束${team}的试点？团队继续使用现在的版本。`,
    sureRollBack: (team: string) => `${team}回到试点之前的版本，因试点改用新版本的客户也一起回去。确定？`,
    ended: '试点已结束。',
    rolledBack: '已回退，客户正在后台改回原来的版本。',
  },
  {
    callOff: 'Call it off',
    end: 'End it now',
    rollBack: 'Roll back',
    sureEnd: (team: string) => `End the pilot of ${team}? The team goes on with the version that it follows.`,
    sureRollBack: (team: string) =>
      `${team} follows its earlier version again, and customers who came to the pilot’s with it go back. Go on?`,
    ended: 'The pilot has ended.',
    rolledBack: 'Rolled back; the customers go back in the background.',
  },
);
