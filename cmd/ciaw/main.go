// Command ciaw is the register of who is present on Belgian building sites:
// run "ciaw serve" and open the address it prints. It only reads flags and
// environment; package server does the rest.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"ciaw/server"
)

type command struct {
	Serve      serve      `cmd:"" help:"Serve the register."`
	ReceiptKey receiptKey `cmd:"" help:"The keys that sign receipts."`
	Health     health     `cmd:"" help:"Ask a running register whether it is ready; exit 1 if not."`
}

type serve struct {
	server.Settings
}

// Run serves until the program is told to stop.
func (c serve) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return server.Run(ctx, c.Settings, func(origin string) { greet(os.Stdout, origin, c.Settings) })
}

type receiptKey struct {
	Rotate rotate `cmd:"" help:"Add a key. Running registers publish it when they are started again."`
}

type rotate struct {
	Data  string        `default:"./data" env:"CIAW_DATA" placeholder:"FOLDER" help:"Data folder."`
	After time.Duration `default:"168h" help:"Sign with it only after this time, so that inspectors' phones have it by then."`
}

// Run adds a key and prints it.
func (c rotate) Run() error {
	key, err := server.RotateReceiptKey(server.Settings{Data: c.Data}, time.Now().Add(c.After))
	if err == nil {
		fmt.Printf("key %s signs from %s\n", key.ID, key.From.Format(time.RFC3339))
	}
	return err
}

type health struct {
	URL string `arg:"" default:"http://127.0.0.1:8080" help:"Origin of the register."`
}

// Run returns an error unless the register is ready.
func (c health) Run() error { return server.Ask(c.URL) }

func main() {
	var c command
	run := kong.Parse(&c, kong.Name("ciaw"), kong.UsageOnError(),
		kong.Description("The register of who is present on Belgian building sites."))
	run.FatalIfErrorf(run.Run())
}
