// Package admin is what the operator of a register does with it besides
// serving: back it up and restore it, examine it, change its keys, and help
// companies, users and persons. Each function is one command of cmd/ciaw; it
// opens the register, which may be running, for one errand.
package admin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/config"
	"ciaw/server/receipt"
	"ciaw/server/seal"
	"ciaw/server/store"
	"ciaw/server/store/audit"
)

// RotateReceiptKey adds a key that signs receipts from that moment on.
func RotateReceiptKey(s config.Settings, from time.Time) (receipt.PublicKey, error) {
	keys, err := receipt.OpenKeys(s.ReceiptKeysFile(), time.Now())
	if err != nil {
		return receipt.PublicKey{}, err
	}
	return keys.Rotate(from)
}

// Ask returns nil if the register at that origin is ready.
func Ask(origin string) error {
	client := http.Client{Timeout: 5 * time.Second}
	answer, err := client.Get(origin + "/readyz")
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusNoContent {
		return fmt.Errorf("not ready: %s", answer.Status)
	}
	return nil
}

// with opens an existing register, which may be running, for one errand.
func with(ctx context.Context, s config.Settings, errand func(*store.Store) error) error {
	if !store.IsPostgreSQL(s.DSN()) {
		if _, err := os.Stat(config.SQLiteFile(s.DSN())); err != nil {
			return fmt.Errorf("no register here: %w", err)
		}
	}
	keys, err := seal.Load(s.DataKeysFile(), false)
	if err != nil {
		return err
	}
	register, err := store.Open(ctx, s.DSN(), store.Options{Keys: keys, Simulation: s.Simulation})
	if err != nil {
		return err
	}
	return errors.Join(errand(register), register.Close())
}

// examine opens a register for an errand that only reads it; where nothing can be
// written, as on a mount that is read-only, a copy of it.
func examine(ctx context.Context, s config.Settings, errand func(*store.Store) error) (err error) {
	file := config.SQLiteFile(s.DSN())
	if store.IsPostgreSQL(s.DSN()) || writable(file) {
		return with(ctx, s, errand)
	}
	folder, err := os.MkdirTemp("", "ciaw-examined-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	copied := filepath.Join(folder, "ciaw.db")
	if err := copyFile(copied, file); err != nil {
		return err
	}
	// What is in the write-ahead log only must be seen as well, and what was
	// committed last.
	for _, beside := range []string{"-wal", "-head"} {
		if err := copyFile(copied+beside, file+beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	s.DataKeys, s.Database = s.DataKeysFile(), copied
	return with(ctx, s, errand)
}

// writable reports whether a file can be written, or is not there.
func writable(file string) bool {
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err == nil {
		err = f.Close()
	}
	return err == nil || errors.Is(err, fs.ErrNotExist)
}

// Backup writes a copy of the register to a file.
func Backup(ctx context.Context, s config.Settings, file string) error {
	return with(ctx, s, func(r *store.Store) error { return r.Backup(ctx, file) })
}

// Restore fills an empty or new register from a backup, which is not changed.
func Restore(ctx context.Context, s config.Settings, backup string) (err error) {
	keys, err := seal.Load(s.DataKeysFile(), false)
	if err != nil {
		return fmt.Errorf("put the keys of the backup into place first: %w", err)
	}
	folder, err := os.MkdirTemp(s.Data, "restore-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	// A backup of an older version is brought up to date when it is opened.
	copied := filepath.Join(folder, "backup.db")
	if err := copyFile(copied, backup); err != nil {
		return err
	}
	from, err := store.Open(ctx, copied, store.Options{Keys: keys})
	if err != nil {
		return err
	}
	into, err := store.Open(ctx, s.DSN(), store.Options{Keys: keys})
	if err != nil {
		return errors.Join(err, from.Close())
	}
	return errors.Join(into.Restore(ctx, from), into.Close(), from.Close())
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return errors.Join(err, in.Close())
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close(), in.Close())
}

// shown returns a text as it may be written on a terminal: as it is or, where it
// holds what would not be seen or what a terminal obeys, quoted.
func shown(text string) string {
	if checkin.CleanText(text) == text {
		return text
	}
	return strconv.QuoteToGraphic(text)
}

// Purge deletes the presences that are older than that many years.
func Purge(ctx context.Context, s config.Settings, years int) (n int64, err error) {
	before := checkin.DayOf(time.Now().AddDate(-years, 0, 0))
	err = with(ctx, s, func(r *store.Store) error {
		n, err = r.Purge(ctx, before)
		return err
	})
	return n, err
}

// VerifyAudit goes through the audit log and returns how many entries it has.
// It must hold all that it held when each of the digests was taken.
func VerifyAudit(ctx context.Context, s config.Settings, digests []string) (n int64, err error) {
	known := make([]audit.Digest, len(digests))
	for i, line := range digests {
		if known[i], err = audit.ParseDigest(strings.TrimSpace(line)); err != nil {
			return 0, err
		}
	}
	err = examine(ctx, s, func(r *store.Store) error {
		for _, d := range known {
			if err := r.VerifyAuditDigest(ctx, d); err != nil {
				return err
			}
		}
		n, err = r.VerifyAudit(ctx)
		return err
	})
	return n, err
}

// AuditDigest takes a digest of the audit log and returns it, on one line.
func AuditDigest(ctx context.Context, s config.Settings) (line string, err error) {
	err = with(ctx, s, func(r *store.Store) error {
		if _, err := r.VerifyAudit(ctx); err != nil {
			return err // of a broken log there is nothing to vouch for
		}
		d, err := r.TakeAuditDigest()
		line = d.String()
		return err
	})
	return line, err
}

// Outbox writes what waits to be told and what was set aside; with retry, what
// was set aside is made due again first.
func Outbox(ctx context.Context, s config.Settings, w io.Writer, retry bool) error {
	return with(ctx, s, func(r *store.Store) error {
		if retry {
			n, err := r.RetryDeadLetters(ctx, time.Now())
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "%d made due again\n", n)
		}
		queues, err := r.Forwarded().Queues(ctx)
		if err != nil {
			return err
		}
		for _, q := range queues {
			fmt.Fprintf(w, "%d queued for the authority %s, the oldest since %s\n", q.Count, q.Authority, q.Oldest.Format(time.RFC3339))
		}
		items, waiting, aside, err := r.Items(ctx, 50)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%d waiting, %d set aside\n", waiting, aside)
		for _, i := range items {
			fmt.Fprintf(w, "%s  %s  tries %d  due %s  set aside %v  %s\n",
				i.Topic, strings.Trim(fmt.Sprint(i.Subjects), "[]"), i.Tries, i.Due.Format(time.RFC3339), i.DeadLetter, shown(i.LastError))
		}
		return nil
	})
}

// RotateDataKey adds a key to the file of data keys. Registers read it when
// they are started again.
func RotateDataKey(s config.Settings) error { return seal.Rotate(s.DataKeysFile()) }

// Reseal encrypts all numbers with the newest key and returns how many older
// keys had encrypted. A running register must know that key by then.
func Reseal(ctx context.Context, s config.Settings) (n int, err error) {
	err = with(ctx, s, func(r *store.Store) error {
		n, err = r.Reseal(ctx)
		return err
	})
	return n, err
}
