/* One process with one browser; pages that only look share one office. */
import "./slow.test.mjs";
import "./sign.test.mjs";
import "./matrix.test.mjs";
import "./pages.test.mjs";
import "./tasks.test.mjs";
