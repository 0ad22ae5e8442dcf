/** Hands the session (the verbs of a run) to the components; the app provides it, tests provide a recorder. */
import { createContext, type ReactNode, use } from "react";
import type { Session } from "../../view/index.ts";

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({
  session,
  children,
}: {
  readonly session: Session;
  readonly children: ReactNode;
}) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error("useSession must be used below a SessionProvider");
  return session;
}
