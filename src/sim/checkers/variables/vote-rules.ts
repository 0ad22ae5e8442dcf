/** V2 and V3: whose votes count, and that a decision is what the rule says of them. */

import { tallyOf, VOTING_RULES, verdictOfTally } from "../../../mabeam/variables/index.ts";
import { firstProblem, variablesChecker } from "./variables-checker.ts";

const SOURCE = "Agreement on variables, invariant";

/** V2. */
export const votesCountOnce = variablesChecker(
  {
    id: "variables_votes_count_once",
    title: "A vote counts only once per agent, and only as the incarnation in the frozen electorate.",
    source: `${SOURCE} V2`,
  },
  () => ({
    memory: [],
    ofChange: ({ proposals }, node) =>
      firstProblem(proposals, ({ number, votes, electorate }) => {
        const voters = new Set<string>();
        return firstProblem(votes, ({ agent, incarnation }) => {
          if (voters.has(agent)) return `${node.name} counts two votes of ${agent} on proposal ${number}`;
          voters.add(agent);
          const isElector = electorate.some((one) => one.agent === agent && one.incarnation === incarnation);
          return isElector
            ? undefined
            : `${node.name} counts a vote of ${agent}, no elector of proposal ${number}`;
        });
      }),
  }),
);

/** V3. */
export const decisionFollowsRule = variablesChecker(
  {
    id: "variables_decision_follows_rule",
    title: "Accepted and rejected are what the rule says of the votes counted up to the deciding entry.",
    source: `${SOURCE} V3`,
  },
  () => ({
    memory: [],
    ofChange: ({ proposals }, node) =>
      firstProblem(proposals, ({ number, rule, electorate, votes, transitions }) => {
        const decided = transitions.find(({ state }) => state === "accepted" || state === "rejected");
        if (decided === undefined) return undefined;
        const counted = votes.filter(({ index }) => index <= decided.index);
        const verdict = verdictOfTally(VOTING_RULES[rule], tallyOf(electorate, counted));
        if (verdict === decided.state) return undefined;
        const accepts = counted.filter(({ decision }) => decision === "accept").length;
        const said = `${accepts} of ${electorate.length} in favour`;
        return `${node.name} holds proposal ${number} as ${decided.state} with ${said}: by ${rule} it is ${verdict ?? "undecided"}`;
      }),
  }),
);
