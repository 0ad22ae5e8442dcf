/**
 * The domain events of this floor: what observers are told, never other processes. Every event is listed here.
 *
 * `measurements` are the numbers in an event's data, `metadata` the rest. Importance: 1 background, 2 notable,
 * 3 a person should see it.
 */

export interface DomainEvent {
  readonly description: string;
  readonly importance: 1 | 2 | 3;
  readonly measurements: readonly string[];
  readonly metadata: readonly string[];
}

export const OTP_EVENTS = {
  "otp.child_started": {
    description: "a supervisor has started a child",
    importance: 1,
    measurements: [],
    metadata: ["supervisor", "id", "pid"],
  },
  "otp.child_start_failed": {
    description: "a child could not be started",
    importance: 2,
    measurements: [],
    metadata: ["supervisor", "id", "reason"],
  },
  "otp.child_terminated": {
    description: "a child has ended, by itself or stopped by its supervisor",
    importance: 2,
    measurements: [],
    metadata: ["supervisor", "id", "pid", "reason"],
  },
  "otp.child_restarted": {
    description: "a supervisor has restarted a child",
    importance: 3,
    measurements: ["restarts", "restartsInWindow", "intensity", "period"],
    metadata: ["supervisor", "id", "pid", "previous", "reason"],
  },
  "otp.restart_delayed": {
    description: "a supervisor waits before it restarts a child that keeps failing",
    importance: 2,
    measurements: ["delayUs", "failures"],
    metadata: ["supervisor", "id", "previous", "reason"],
  },
  "otp.restart_intensity_reached": {
    description: "restarts came more often than the supervisor allows",
    importance: 3,
    measurements: ["restarts", "intensity", "period"],
    metadata: ["supervisor", "id"],
  },
  "otp.auto_shutdown": {
    description: "the end of a significant child ends its supervisor",
    importance: 2,
    measurements: [],
    metadata: ["supervisor", "id"],
  },
  "otp.supervisor_gave_up": {
    description: "a supervisor ends itself with reason shutdown",
    importance: 3,
    measurements: [],
    metadata: ["supervisor", "module", "reason"],
  },
  "otp.application_stopped": {
    description: "an application has ended",
    importance: 3,
    measurements: [],
    metadata: ["name", "pid", "reason"],
  },
} as const satisfies Readonly<Record<string, DomainEvent>>;

export type OtpEvent = keyof typeof OTP_EVENTS;
