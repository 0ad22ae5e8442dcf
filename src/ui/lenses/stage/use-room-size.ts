/** Size of an element's content box in CSS pixels, kept up to date. */
import { type RefObject, useLayoutEffect, useState } from "react";
import type { Size } from "./ring-layout.ts";

/** Before the first measurement, and where nothing is laid out (tests), the size of a small window. */
const UNMEASURED: Size = { width: 900, height: 600 };

export function useRoomSize(room: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState(UNMEASURED);
  useLayoutEffect(() => {
    const element = room.current;
    if (element === null) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width === 0 || height === 0) return;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [room]);
  return size;
}
