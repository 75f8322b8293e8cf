// What a workspace is known by: its logo, or the product's mark while it has none. The name stands
// beside it, so it says nothing itself.
import { Mark } from './Mark';

export function Logo({ path, size }: { path: string | undefined; size: number }) {
  if (!path) return <Mark size={size} />;
  return <img src={path} alt="" width={size} height={size} style={{ borderRadius: 6 }} />;
}
