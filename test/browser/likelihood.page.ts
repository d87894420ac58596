import { likelihoodText } from "../support/likelihoods.ts";

const post = (body: string) => fetch("/result", { method: "POST", body });
likelihoodText().then(post, (error: unknown) => post(`error: ${error instanceof Error ? error.stack : error}`));
