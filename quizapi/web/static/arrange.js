// Arranging the questions of a quiz, in the same way as students put lines in order.
import { setUpOrder } from "./order.js";

setUpOrder(document.getElementById("arrange"), { confirm: false });
