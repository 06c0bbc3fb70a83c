package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"gorm.io/gorm"

	"ciaw/server/store/postgres"
	"ciaw/server/store/sqlite"
)

// HasKeys reports whether there is a register in a database already, whose numbers
// are encrypted with keys of its own. Nothing is written.
func HasKeys(ctx context.Context, database string) (found bool, err error) {
	var opened *gorm.DB
	if IsPostgreSQL(database) {
		h, err := postgres.Open(ctx, database)
		if err != nil {
			return false, errors.Join(err, h.Close())
		}
		opened = h.Write
	} else {
		file := strings.TrimPrefix(database, "sqlite:")
		if info, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
			return false, nil
		}
		if opened, err = sqlite.Dial(file); err != nil {
			return false, err
		}
	}
	defer func() {
		if pool, e := opened.DB(); e == nil {
			err = errors.Join(err, pool.Close())
		}
	}()
	opened = opened.WithContext(ctx)
	if !opened.Migrator().HasTable(markRow{}) {
		return false, nil
	}
	var n int64
	err = opened.Model(markRow{}).Where("name = ?", keyMark).Count(&n).Error
	return n > 0, err
}
