package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"ciaw/server/admin"
	"ciaw/server/config"
)

// where says which register a command is about.
type where struct {
	Data     string `default:"./data" env:"CIAW_DATA" placeholder:"FOLDER" help:"Data folder."`
	Database string `env:"CIAW_DATABASE" placeholder:"DSN" help:"A SQLite FILE, or postgres://…. Default: ciaw.db in the data folder."`
	DataKeys string `env:"CIAW_DATA_KEYS" placeholder:"FILE" help:"Keys that encrypt the numbers of persons. Default: data-keys.json in the data folder."`
}

func (w where) settings() config.Settings {
	return config.Settings{Data: w.Data, Database: w.Database, DataKeys: w.DataKeys}
}

type backup struct {
	where
	File string `arg:"" help:"A file that is not there yet."`
}

// Run backs the register up.
func (c backup) Run() error {
	err := admin.Backup(context.Background(), c.settings(), c.File)
	if err == nil {
		fmt.Println("The numbers of persons in it are encrypted: keep data-keys.json and receipt-keys.json as well, elsewhere.")
	}
	return err
}

type restore struct {
	where
	File string `arg:"" type:"existingfile" help:"A backup."`
}

// Run restores a backup.
func (c restore) Run() error { return admin.Restore(context.Background(), c.settings(), c.File) }

type purge struct {
	where
	Years int `default:"7" help:"Keep this many years."`
}

// Run purges the register.
func (c purge) Run() error {
	if c.Years < 1 {
		return fmt.Errorf("--years: must be at least 1")
	}
	n, err := admin.Purge(context.Background(), c.settings(), c.Years)
	fmt.Printf("%d presences deleted\n", n)
	return err
}

type doctor struct{ where }

// Run examines the register.
func (c doctor) Run() error {
	wrong, err := admin.Doctor(context.Background(), c.settings(), os.Stdout)
	if err == nil && wrong > 0 {
		err = fmt.Errorf("%d things are wrong", wrong)
	}
	return err
}

type audit struct {
	Verify verify `cmd:"" help:"Check that no entry was changed or taken out."`
	Digest digest `cmd:"" help:"Print one line that stands for the whole log now. Keep it elsewhere: verify --digest tells later whether anything of it was changed or cut off."`
}

type digest struct{ where }

// Run prints a digest of the audit log.
func (c digest) Run() error {
	line, err := admin.AuditDigest(context.Background(), c.settings())
	if err == nil {
		fmt.Println(line)
	}
	return err
}

type verify struct {
	where
	Digest []string `sep:"none" placeholder:"LINE" help:"A line that audit digest printed earlier: the log must still hold all that it held then. Can be given several times."`
}

// Run verifies the audit log.
func (c verify) Run() error {
	n, err := admin.VerifyAudit(context.Background(), c.settings(), c.Digest)
	if err == nil {
		fmt.Printf("%d entries, whole\n", n)
	}
	return err
}

type outbox struct {
	where
	Retry bool `help:"Try again what was set aside."`
}

// Run shows the outbox.
func (c outbox) Run() error {
	return admin.Outbox(context.Background(), c.settings(), os.Stdout, c.Retry)
}

type receiptKey struct {
	Rotate rotateReceiptKey `cmd:"" help:"Add a key. Running registers publish it when they are started again."`
}

type rotateReceiptKey struct {
	where
	After time.Duration `default:"168h" help:"Sign with it only after this time, so that inspectors' phones have it by then."`
}

// Run adds a key and prints it.
func (c rotateReceiptKey) Run() error {
	key, err := admin.RotateReceiptKey(c.settings(), time.Now().Add(c.After))
	if err == nil {
		fmt.Printf("key %s signs from %s\n", key.ID, key.From.Format(time.RFC3339))
	}
	return err
}

type dataKey struct {
	Rotate rotateDataKey `cmd:"" help:"Add a key; it encrypts from the next start on."`
	Reseal reseal        `cmd:"" help:"Encrypt with the newest key what older keys encrypted. Start running registers again first."`
}

type rotateDataKey struct{ where }

// Run adds a key.
func (c rotateDataKey) Run() error { return admin.RotateDataKey(c.settings()) }

type reseal struct{ where }

// Run encrypts anew.
func (c reseal) Run() error {
	n, err := admin.Reseal(context.Background(), c.settings())
	fmt.Printf("%d numbers encrypted anew\n", n)
	return err
}
