/** What the shapes and lines of the lanes mean. */
export function LaneKey() {
  return (
    <ul className="lane-key" aria-label="Key">
      <li>
        <svg width="14" height="16" aria-hidden="true">
          <rect x="1.5" y="2" width="11" height="12" rx="2" />
        </svg>
        command
      </li>
      <li>
        <svg width="14" height="16" aria-hidden="true">
          <ellipse cx="7" cy="8" rx="5.5" ry="6.5" />
        </svg>
        no-op
      </li>
      <li>
        <svg width="14" height="16" aria-hidden="true">
          <path d="M7 1l5.5 4v6L7 15l-5.5-4V5z" />
        </svg>
        configuration
      </li>
      <li>
        <svg width="14" height="16" aria-hidden="true">
          <rect x="1.5" y="2" width="11" height="12" rx="2" fill="none" stroke="currentColor" />
        </svg>
        not committed
      </li>
      <li data-danger={true}>
        <svg width="14" height="16" aria-hidden="true">
          <rect
            x="1.5"
            y="2"
            width="11"
            height="12"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeDasharray="3 2"
          />
        </svg>
        in conflict
      </li>
      <li>
        <svg width="20" height="16" aria-hidden="true">
          <path d="M0 7h20v3H0z" />
        </svg>
        committed
      </li>
      <li>
        <svg width="20" height="16" aria-hidden="true">
          <path d="M0 8h20v1H0z" />
        </svg>
        applied
      </li>
      <li data-accent={true}>
        <svg width="14" height="16" aria-hidden="true">
          <path d="M3 4h8l-4 7z" />
        </svg>
        match: the leader knows it has these
      </li>
    </ul>
  );
}
