/**
 * The service worker.
 */
export {}
