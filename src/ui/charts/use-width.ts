/** Width of an element in whole pixels, followed as it changes; 0 until it has been measured. */
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

export interface MeasuredWidth<E extends HTMLElement> {
  readonly ref: RefObject<E | null>;
  readonly width: number;
}

export function useWidth<E extends HTMLElement>(): MeasuredWidth<E> {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = () => setWidth(Math.floor(element.clientWidth));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
