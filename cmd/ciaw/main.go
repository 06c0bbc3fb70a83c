// Command ciaw is the register of who is present on Belgian building sites:
// run "ciaw serve" and open the address it prints. It only reads flags and
// environment; package server does the rest.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"ciaw/server"
	"ciaw/server/admin"
	"ciaw/server/config"
)

type command struct {
	Serve      serve      `cmd:"" help:"Serve the register."`
	Health     health     `cmd:"" help:"Ask a running register whether it is ready; exit 1 if not."`
	Backup     backup     `cmd:"" help:"Copy the register to a file, while it runs."`
	Restore    restore    `cmd:"" help:"Fill an empty register from a backup."`
	Purge      purge      `cmd:"" help:"Delete presences that are too old to keep."`
	Doctor     doctor     `cmd:"" help:"Examine the register and its data folder; exit 1 if something is wrong."`
	Audit      audit      `cmd:"" help:"The log of who did what."`
	Outbox     outbox     `cmd:"" help:"What waits to be told, and what was set aside."`
	Mandate    mandate    `cmd:"" help:"Companies whose presences go to another authority."`
	Company    company    `cmd:"" help:"Companies that have users here."`
	User       user       `cmd:"" help:"Users of companies."`
	Person     person     `cmd:"" help:"What the register knows of one person."`
	ReceiptKey receiptKey `cmd:"" help:"The keys that sign receipts."`
	DataKey    dataKey    `cmd:"" help:"The keys that encrypt the numbers of persons."`
}

type serve struct {
	config.Settings
}

// Run serves until the program is told to stop.
func (c serve) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	c.SMTPPassword = os.Getenv("CIAW_SMTP_PASSWORD")
	return server.Run(ctx, c.Settings, func(origin string) { greet(os.Stdout, origin, c.Settings) })
}

type health struct {
	URL string `arg:"" default:"http://127.0.0.1:8080" help:"Origin of the register."`
}

// Run returns an error unless the register is ready.
func (c health) Run() error { return admin.Ask(c.URL) }

func main() {
	keepPrivate()
	var c command
	run := kong.Parse(&c, kong.Name("ciaw"), kong.UsageOnError(),
		kong.Description("The register of who is present on Belgian building sites."))
	run.FatalIfErrorf(run.Run())
}
