import fc from "fast-check";
import { expect, test } from "vitest";
import { Mailbox } from "./mailbox.ts";
import type { Term } from "./term.ts";

type Step =
  | { readonly kind: "push"; readonly tag: string }
  | { readonly kind: "take"; readonly at: number }
  | { readonly kind: "copy" };

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("push"), tag: fc.constantFrom("a", "b", "c") }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("take"), at: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("copy") }) },
) as fc.Arbitrary<Step>;

const tagOf = (body: Term): Term => (body as readonly Term[])[0];

test("a mailbox behaves as a list: messages leave from anywhere, searches find the oldest, a copy is on its own", () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 150 }), (script) => {
      let mailbox = new Mailbox();
      const model: { readonly body: readonly [string, number]; readonly seq: number }[] = [];
      script.forEach((step, seq) => {
        if (step.kind === "push") {
          model.push({ body: [step.tag, seq], seq });
          mailbox.push(undefined, [step.tag, seq], 1, seq, seq * 10);
        } else if (step.kind === "take" && model.length > 0) {
          mailbox.removeAt(step.at % model.length);
          model.splice(step.at % model.length, 1);
        } else if (step.kind === "copy") {
          const before = mailbox;
          mailbox = before.copy();
          before.push(undefined, ["a", -1], 1, 0, 0);
        }
        expect(mailbox.toArray()).toEqual(
          model.flatMap(({ body, seq: at }) => [body, undefined, 1, at, at * 10]),
        );
        for (const tag of ["a", "b", "c"]) {
          const oldest = model.findIndex(({ body }) => body[0] === tag);
          expect(mailbox.findTagged(tag)).toBe(oldest);
          expect(mailbox.find((body) => tagOf(body) === tag)).toBe(oldest);
        }
      });
    }),
    { numRuns: 200 },
  );
});
