import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** What a run does, in this order; a stage that is not listed shows under its own name. */
const stages: Record<string, MessageDescriptor> = {
  starting: msg`Getting ready`,
  splitting: msg`Splitting new posts into sentences`,
  reading: msg`Reading the sentences`,
  embedding: msg`Working out what new sentences mean`,
  clustering: msg`Grouping those that mean the same`,
  naming: msg`Naming the groups`,
  placing: msg`Matching them to earlier themes`,
  storing: msg`Storing the result`,
};

const order = Object.keys(stages);

export const stageCount = order.length;

/** The words for a stage, and which step it is, counted from 1. */
export function stageNamed(name: string): { words: MessageDescriptor; step: number } {
  return { words: stages[name] ?? { id: name, message: name }, step: order.indexOf(name) + 1 };
}
