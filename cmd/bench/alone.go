package main

import (
	"context"

	ciaw "ciaw/server"
	"ciaw/server/config"
)

// serveAlone is the word by which this program runs itself as a server.
const serveAlone = "serve-alone"

// alone serves a register that commits every request by itself, on the same
// store as the program: what shared commits are compared with. It is the
// program in all but that, so it needs no code of its own.
func alone(ctx context.Context, addr, folder string) error {
	return ciaw.Run(ctx, config.Settings{
		Addr: addr, Data: folder, Demo: true, OpenCompanies: true, TLS: "off", LogLevel: "info", MaxBatch: 1,
	}, nil)
}
