// The theme uses this Mermaid instead of fetching one from another host.
import { mermaid } from "./index.js";

window.mermaid = mermaid;
