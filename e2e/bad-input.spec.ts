// Bad input gets a message that says what to do, and the page opens all the same.

import { expect, test } from "playwright/test";
import { openPage } from "./page.ts";

for (const [address, words] of [
  ["#/run/no-such-thing", /no scenario .no-such-thing.*learning-cluster/],
  ["#/run/supervision-basics?seed=minus-one", /seed/i],
  ["#/run/supervision-basics?do=12.1:explode:n3", /explode/],
] as const) {
  test(`${address} is explained and replaced by something that works`, async ({ page }) => {
    await openPage(page, address);
    await expect(page.getByText(words).first()).toBeVisible();
  });
}
