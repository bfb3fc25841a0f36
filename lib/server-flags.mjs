// How the server is run by Node: plain JavaScript, since `npm start` reads it before anything is installed. The Dockerfile and
// docs/systemd/portline.service say the same.

/**
 * Pages leave much garbage, of which V8 would let half a gigabyte pile up on a large machine before it looks for the 90 MB that
 * are in use: it is to look once there is twice as much.
 */
export const SERVER_FLAGS = ["--max-semi-space-size=16", "--heap-growing-percent=100"]

/**
 * The C library keeps what buffers gave back, in one arena for each thread if it is let; and raises the size from which on they
 * go back to the system each by itself, up to 32 MiB, unless one of that size and what it keeps at most is said. In bytes.
 */
export const SERVER_ENV = { MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: "131072", MALLOC_TRIM_THRESHOLD_: "131072" }
