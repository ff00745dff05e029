import { useParams } from 'wouter';
import { LeadShown } from './lead-shown.js';

export default function LeadPage() {
  const { id } = useParams<{ id: string }>();
  return <LeadShown id={id} />;
}
