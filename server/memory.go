package server

import (
	"os"
	"runtime/debug"
)

// Bounds of the garbage collector. The register holds little at a time: with
// the default it would be collected dozens of times a second at the busy hour,
// a tenth of all work. It may grow to more than three times what it holds, up to
// a soft limit beyond which it collects as often as it takes: where a password
// (19 MiB) or a picture (more) is held for a moment, three times of it would be
// kept.
const (
	growth    = 220      // percent
	softLimit = 64 << 20 // bytes, without what SQLite takes
)

// tuneGC sets these bounds, unless the operator has set others.
func tuneGC() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growth)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softLimit)
	}
}
