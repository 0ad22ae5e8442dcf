/** Short sentences for the person: problems stay until dismissed, good news leaves by itself. */
import { useEffect } from "react";
import { dismissNotice, type Notice, uiStore, useUi } from "../../view/index.ts";
import { IconButton } from "../widgets/button.tsx";
import { Icon } from "../widgets/icon.tsx";
import "./notices.css";

const INFO_SHOWN_MS = 6_000;

export function Notices() {
  const notices = useUi((state) => state.notices);
  return (
    <div className="notices" role="log" aria-label="Notices">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const dismiss = () => dismissNotice(uiStore, notice.id);
  useEffect(() => {
    if (notice.tone === "problem") return;
    const timer = setTimeout(() => dismissNotice(uiStore, notice.id), INFO_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className={`notice notice-${notice.tone}`}>
      <Icon name={notice.tone === "problem" ? "alert" : "check"} size={16} />
      <p>{notice.text}</p>
      <IconButton label="Dismiss" icon={<Icon name="close" size={14} />} onPress={dismiss} />
    </div>
  );
}
