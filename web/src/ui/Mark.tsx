// The product's mark. It stands beside the word, so it is silent.
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-text)" />
      <path
        d="M8 24 15.2 7h1.9L24 24h-3.4l-1.7-4.4h-6L11.3 24Zm5.9-7.1h4l-2-5.3Z"
        fill="var(--mantine-color-body)"
      />
    </svg>
  );
}
