import { useParams } from 'wouter';
import { CustomerShown } from './customer-shown.js';

export default function CustomerPage() {
  const { id } = useParams<{ id: string }>();
  return <CustomerShown id={id} />;
}
