// The server's clock, whatever the device's own shows: the page bears the time at which it was written.

const [visit] = performance.getEntriesByType("navigation");
const arrived = performance.timeOrigin + (visit?.responseStart ?? 0);

/** How far the device's clock is ahead of the server's, in milliseconds. */
export const aheadOf = (written) => arrived - Date.parse(written);
