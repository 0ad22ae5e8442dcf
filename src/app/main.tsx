/** Entry of the page: everything is put together in start.tsx, which tests can call too. */
import { startPage } from "./start.tsx";

startPage(document.getElementById("root"));
