package admin

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"ciaw/server/config"
	"ciaw/server/demo"
	"ciaw/server/receipt"
	"ciaw/server/store"
)

// Doctor examines a register and its data folder, writes what it finds, and
// returns how many things are wrong.
func Doctor(ctx context.Context, s config.Settings, w io.Writer) (wrong int, err error) {
	note := func(what, detail string) {
		wrong++
		fmt.Fprintf(w, "wrong: %s: %s\n", what, shown(detail))
	}
	if err := othersCanRead(s.Data, note); err != nil {
		return wrong, err
	}
	if _, err := os.Stat(s.ReceiptKeysFile()); err != nil {
		note("no keys to sign receipts", err.Error())
	} else if _, err := receipt.OpenKeys(s.ReceiptKeysFile(), time.Now()); err != nil {
		note("the keys that sign receipts cannot be read", err.Error())
	}
	err = examine(ctx, s, func(r *store.Store) error {
		if err := demoLogins(ctx, r, w); err != nil {
			return err
		}
		findings, err := r.CheckIntegrity(ctx)
		for _, f := range findings {
			note(f.What, f.Detail)
		}
		return err
	})
	if err != nil {
		note("the register does not open", err.Error())
	}
	if wrong == 0 {
		fmt.Fprintln(w, "all is well")
	}
	return wrong, nil
}

// demoLogins writes which logins everybody knows the password of. In a demo they
// are wanted.
func demoLogins(ctx context.Context, r *store.Store, w io.Writer) error {
	living, err := r.LivingLogins(ctx, demo.Companies()...)
	for _, u := range living {
		fmt.Fprintf(w, "the demo's login %s can sign in, and its password may be the public one: it ends when the register is served without --demo\n", shown(u.Login))
	}
	return err
}

// othersCanRead notes files in the data folder that are not their owner's only.
func othersCanRead(folder string, note func(what, detail string)) error {
	return filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 && (entry.IsDir() || file == folder || keysLike(entry.Name())) {
			note("others can read it", file)
		}
		return err
	})
}

// keysLike reports whether a file holds secrets. The database is protected by
// its folder.
func keysLike(name string) bool {
	return filepath.Ext(name) == ".json" || filepath.Ext(name) == ".pem"
}
