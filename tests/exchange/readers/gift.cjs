// Reads GIFT with gift-pegjs: a file a line, as a JSON string; answers with its questions.
const { parse } = require(process.argv[2]);
const lines = require("node:readline").createInterface({ input: process.stdin });

lines.on("line", (line) => {
  let answer;
  try {
    answer = { questions: parse(JSON.parse(line)) };
  } catch (error) {
    answer = { error: `${error.message} at ${JSON.stringify(error.location?.start)}` };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
