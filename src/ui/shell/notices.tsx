/** Short sentences for the person: problems stay until dismissed, good news leaves by itself. */
import { useEffect } from "react";
import { dismissNotice, type Notice, uiStore, useUi } from "../../view/index.ts";
import { Button, IconButton } from "../widgets/button.tsx";
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
    if (notice.tone === "problem" || notice.action !== undefined) return;
    const timer = setTimeout(() => dismissNotice(uiStore, notice.id), INFO_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className={`notice notice-${notice.tone}`}>
      <Icon name={notice.tone === "problem" ? "alert" : "check"} size={16} />
      <p>{notice.text}</p>
      {notice.action === undefined ? null : (
        <Button onPress={notice.action.press}>{notice.action.label}</Button>
      )}
      <IconButton label="Dismiss" icon={<Icon name="close" size={14} />} onPress={dismiss} />
    </div>
  );
}
