// An answer in the student's own words.
import { fieldsOf } from "./fields.js";

export const text = {
  read(question) {
    const written = fieldsOf(question)[0].value.trim();
    return written || question.dataset.touched ? written : undefined;
  },
  write(question, answer) {
    fieldsOf(question)[0].value = answer;
  },
};
