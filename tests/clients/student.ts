// The whole way of a student with the client that is generated from openapi.yaml.
// Arguments: the server's address, a join code, and the answers by the item's text, as JSON.
import { AttemptsApi, Configuration, ResponseError, ResponsesApi } from "./generated";

declare const process: { argv: string[]; exitCode?: number };

async function take(basePath: string, joinCode: string, answers: Record<string, unknown>): Promise<unknown> {
  const anybody = new AttemptsApi(new Configuration({ basePath }));
  const joined = await anybody.joinAnAssignment({ joining: { joinCode, nickname: "Noor" } });
  const mine = new Configuration({ basePath, accessToken: joined.token });
  const attempts = new AttemptsApi(mine);
  const responses = new ResponsesApi(mine);

  const started = await attempts.showAnAttempt({ attemptId: joined.id });
  for (const [place, item] of started.items.entries()) {
    const saved = await responses.saveAnAnswer({
      attemptId: joined.id,
      itemId: item.id,
      answer: { answer: answers[item.stem], clientSeq: place },
    });
    if (saved.itemId !== item.id || saved.ignored) throw new Error(`not saved: ${item.stem}`);
  }
  const ended = await attempts.submitAnAttempt({ attemptId: joined.id });
  const result = await attempts.showAnAttempt({ attemptId: joined.id });

  let refused = 0;
  try {
    await anybody.joinAnAssignment({ joining: { joinCode: "NOSUCH", nickname: "Noor" } });
  } catch (error) {
    if (!(error instanceof ResponseError)) throw error;
    refused = error.response.status;
  }
  return {
    state: ended.state,
    interactions: started.items.map((item) => item.interaction),
    points: result.score?.points,
    max: result.score?.max,
    correct: result.responses.map((response) => response.correct),
    evidence: result.responses.flatMap((response) => response.evidence ?? []).length,
    submitted: result.submittedAt instanceof Date,
    refused,
  };
}

const [, , address, code, answers] = process.argv;
take(address!, code!, JSON.parse(answers!)).then(
  (result) => console.log(JSON.stringify(result)),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
