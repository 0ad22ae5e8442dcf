/** Version of everything below the bridge: two runs can only be the same if their engine is. */
export const ENGINE_VERSION = "2";
